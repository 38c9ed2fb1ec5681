/**
 * Asks Ministra, formerly Stalker, about the temporary links that it makes for Flussonic.
 *
 * <p>The portal's {@code chk_flussonic_tmp_link.php} looks the {@code token} up in its cache and reads nothing else: no address, no
 * channel, no header. It answers 200 with {@code X-AuthDuration}, {@code X-Unique}, {@code X-Max-Sessions} and {@code X-UserId}, or
 * 403. The README has the portal's settings and the traps.
 *
 * <p>A 200 without both {@code X-UserId} and {@code X-AuthDuration} isn't the script's: it sends them with every allow since 25 June 2014
 * (only its first version, two days older, sent none), and never sends an empty user, since what is empty is denied. The portal's PHP
 * shows fatal errors with status 200, and those pages have neither.
 */
@NullMarked
package tv.usher.backend.stalker;

import org.jspecify.annotations.NullMarked;
