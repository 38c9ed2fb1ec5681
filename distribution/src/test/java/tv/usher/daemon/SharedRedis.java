package tv.usher.daemon;

import java.io.IOException;

/** What Ushers can share their sessions through, for tests. */
interface SharedRedis extends AutoCloseable {

    /** As {@code sessions.redis} has it, with so much time for a command that a busy machine is no outage. */
    String address();

    /** As a crash would end it, or the part of it that matters most. */
    void kill() throws InterruptedException;

    /** After a {@link #kill}. */
    void startAgain() throws IOException;

    @Override
    void close();
}
