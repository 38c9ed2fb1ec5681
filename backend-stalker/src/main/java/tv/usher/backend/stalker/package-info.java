/**
 * Asks Ministra, formerly Stalker, about the temporary links that it makes for Flussonic.
 *
 * <p>The portal's {@code chk_flussonic_tmp_link.php} looks the {@code token} up in its cache and reads nothing else: no address, no
 * channel, no header. It answers 200 with {@code X-AuthDuration}, {@code X-Unique}, {@code X-Max-Sessions} and {@code X-UserId}, or
 * 403. The README has the portal's settings and the traps.
 */
@NullMarked
package tv.usher.backend.stalker;

import org.jspecify.annotations.NullMarked;
