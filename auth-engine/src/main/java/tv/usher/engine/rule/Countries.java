package tv.usher.engine.rule;

import tv.usher.engine.net.IpAddress;

/** Tells the country of an address. Thread-safe, never blocks, never fails. */
public interface Countries extends AutoCloseable {

    /** Without a database nobody can be placed. */
    Countries NONE = address -> "";

    /** Two letters in upper case (ISO 3166-1), or empty if the address can't be placed. */
    String countryOf(IpAddress address);

    /** Who was placed before is placed still; a changed database is no longer noticed. */
    @Override
    default void close() {}
}
