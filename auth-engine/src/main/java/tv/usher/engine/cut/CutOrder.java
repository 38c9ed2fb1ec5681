package tv.usher.engine.cut;

import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;

/** One connection that has to be cut. Each equals only itself. */
final class CutOrder {

    private final Session session;
    private final SessionEnd why;
    private final ServerConnection connection;
    private final ServerApi server;
    private boolean triedBefore; // by the one thread that executes orders

    CutOrder(Session session, SessionEnd why, ServerConnection connection, ServerApi server) {
        this.session = session;
        this.why = why;
        this.connection = connection;
        this.server = server;
    }

    String dialect() {
        return session.origin().dialect();
    }

    String connection() {
        return connection.id();
    }

    ServerApi server() {
        return server;
    }

    /** Where the API is. */
    String base() {
        return server.api().at(connection.server());
    }

    /** True once: a failure of the moment is no reason to give up. */
    boolean mayTryAgain() {
        boolean first = !triedBefore;
        triedBefore = true;
        return first;
    }

    CutRecord record(long at, CutResult result) {
        return new CutRecord(
                at,
                dialect(),
                connection.server(),
                session.key().hex(),
                session.user(),
                session.place().client(),
                session.place().channel(),
                why.code(),
                result.kind().word(),
                result.text());
    }
}
