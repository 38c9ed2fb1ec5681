package tv.usher.engine.cut;

import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;

/** One connection that has to be cut. Each equals only itself. */
final class CutOrder {

    private final CutRecord viewer;
    private final ServerConnection connection;
    private final ServerApi server;
    private final boolean isForLater;
    private boolean triedBefore; // by the one thread that executes orders

    private CutOrder(CutRecord viewer, ServerConnection connection, ServerApi server, boolean isForLater) {
        this.viewer = viewer;
        this.connection = connection;
        this.server = server;
        this.isForLater = isForLater;
    }

    /** Whoever watched. */
    static CutOrder of(Session session, SessionEnd why, ServerConnection connection, ServerApi server) {
        CutRecord viewer = new CutRecord(
                0,
                session.origin().dialect(),
                connection.server(),
                session.key().hex(),
                session.user(),
                session.place().client(),
                session.place().channel(),
                why.code(),
                "",
                "");
        return new CutOrder(viewer, connection, server, false);
    }

    /** Whoever was never let in, a moment after the media server has heard that. */
    static CutOrder ofRefused(
            String dialect, ServerConnection connection, String client, String channel, ServerApi server) {
        CutRecord viewer = new CutRecord(
                0, dialect, connection.server(), "", "", client, channel, SessionEnd.DENIED.code(), "", "");
        return new CutOrder(viewer, connection, server, true);
    }

    String dialect() {
        return viewer.dialect();
    }

    String connection() {
        return connection.id();
    }

    ServerApi server() {
        return server;
    }

    /** True if there is nothing to cut yet. */
    boolean isForLater() {
        return isForLater;
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
        return viewer.of(at, result);
    }
}
