/**
 * Many viewers at once, as one kind of caller would ask about them. Who asks what and when is decided ahead by {@link
 * tv.usher.daemon.load.VirtualViewer}, and the rest only keeps the appointments: an answer that comes late delays nobody else, and the delay counts
 * from the appointment.
 */
@NullMarked
package tv.usher.daemon.load;

import org.jspecify.annotations.NullMarked;
