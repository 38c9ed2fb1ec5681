package tv.usher.engine.session;

/** Where sessions are kept besides memory. */
public enum StoreKind {
    /** Nowhere: a restart forgets them. */
    MEMORY,
    /** In a file below the data folder. */
    FILE,
    /** In a Redis or Valkey that several Ushers share. */
    REDIS
}
