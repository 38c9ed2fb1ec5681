/**
 * Asks any HTTP service that follows the convention of Cesbo's custom backends: a GET with the viewer's query and {@code X-} headers,
 * and 200 for those who may play.
 *
 * @see <a href="https://help.cesbo.com/">Alta, HTTP Backend Authorization; Astra, HTTP Auth: Backend</a>
 */
@NullMarked
package tv.usher.backend.http;

import org.jspecify.annotations.NullMarked;
