/** The operator's page: its files, served from the jar. */
@NullMarked
package tv.usher.engine.management.page;

import org.jspecify.annotations.NullMarked;
