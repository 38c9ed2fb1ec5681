package tv.usher.engine.event;

/**
 * An event as it is written.
 *
 * @param json one line in UTF-8, without its end; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // shared by all who read it, and compared by nobody
public record EventLine(EventType type, byte[] json) {}
