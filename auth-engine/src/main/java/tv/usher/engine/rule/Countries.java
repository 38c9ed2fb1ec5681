package tv.usher.engine.rule;

import tv.usher.engine.net.IpAddress;

/** Tells the country of an address. Thread-safe, never blocks, never fails. */
public interface Countries extends AutoCloseable {

    /** Without a database the country of nobody is known. */
    Countries NONE = address -> "";

    /** Two letters in upper case (ISO 3166-1), or empty if the country isn't known. */
    String countryOf(IpAddress address);

    /** Look-ups still work afterwards, but a changed database is no longer noticed. */
    @Override
    default void close() {}
}
