/**
 * Asks IPTVPORTAL, in its cloud or on an own server, about the keys that it makes for its {@code arescrypt} channels.
 *
 * <p>Which parameters and headers the portal reads isn't published. So everybody is asked about, with the viewer's query byte for byte
 * and every header; where the portal is asked as by Flussonic, with that one's parameters. The README has the portal's settings and the traps.
 */
@NullMarked
package tv.usher.backend.iptvportal;

import org.jspecify.annotations.NullMarked;
