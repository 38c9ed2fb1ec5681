package tv.usher.engine.session.redis;

/** What Ushers can share their sessions through, for tests. */
interface SharedRedis extends AutoCloseable {

    /** As {@code sessions.redis} has it. */
    String address();

    @Override
    void close();
}
