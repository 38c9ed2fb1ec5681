package tv.usher.engine.session;

/** Places for a newcomer, asked for in this order. An admission takes them; a preview only looks. */
interface Capacity {

    /** False if the user has as many sessions as allowed already, and none has to go for it. */
    boolean ofUser(Session newcomer, int limit, OverLimit overLimit);

    /** False if the backend has let in as many unverified viewers as allowed already, in all or of this address. */
    boolean amongUnverified(Session newcomer, Unverified unverified);

    /** False if as many sessions as allowed are remembered already. */
    boolean inTable(Session newcomer);
}
