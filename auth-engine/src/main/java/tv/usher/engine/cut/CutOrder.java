package tv.usher.engine.cut;

import java.time.Duration;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;

/** One connection that has to be cut. Each equals only itself. */
final class CutOrder {

    /** A media server may need so long to let a viewer in, from the moment on at which his session begins here. */
    private static final Duration LETTING_IN = Duration.ofSeconds(5);

    private final CutRecord viewer;
    private final ServerConnection connection;
    private final ServerApi server;
    private final long letInAt;
    private final boolean byOperator;
    private boolean triedBefore; // by the one thread that executes orders

    private CutOrder(
            CutRecord viewer, ServerConnection connection, ServerApi server, long letInAt, boolean byOperator) {
        this.viewer = viewer;
        this.connection = connection;
        this.server = server;
        this.letInAt = letInAt;
        this.byOperator = byOperator;
    }

    /** Whoever watched. */
    static CutOrder of(Session session, SessionEnd why, ServerConnection connection, ServerApi server) {
        CutRecord viewer = new CutRecord(
                "",
                "",
                "",
                why.code(),
                session.origin().dialect(),
                connection.server(),
                session.key().hex(),
                session.playback().client(),
                WireText.read(session.channel()),
                session.user());
        boolean byOperator = why == SessionEnd.KICKED || why == SessionEnd.BANNED;
        return new CutOrder(viewer, connection, server, session.began(), byOperator);
    }

    /**
     * Whoever was never let in.
     *
     * @param now of the clock
     */
    static CutOrder ofRefused(
            String dialect, ServerConnection connection, String client, String channel, ServerApi server, long now) {
        CutRecord viewer = new CutRecord(
                "",
                "",
                "",
                SessionEnd.DENIED.code(),
                dialect,
                connection.server(),
                "",
                client,
                WireText.read(channel),
                "");
        return new CutOrder(viewer, connection, server, now, false);
    }

    String dialect() {
        return viewer.dialect();
    }

    String connection() {
        return connection.id();
    }

    /** True if an operator ended the session. */
    boolean isByOperator() {
        return byOperator;
    }

    /** Who has a share of what is cut; those without an address have one together. */
    Object customer() {
        return IpAddress.customerOf(viewer.client());
    }

    /** How long ago the viewer was let in, or refused. */
    Duration age(long now) {
        return Duration.ofNanos(now - letInAt);
    }

    /** True of a viewer who was let in so lately that his media server may not have him yet. Who was refused never comes. */
    boolean mayStillCome(long now) {
        return !viewer.session().isEmpty() && age(now).compareTo(LETTING_IN) < 0;
    }

    ServerApi server() {
        return server;
    }

    /** Where the API is. */
    String base() {
        return server.api().at(connection.server());
    }

    /** True once: what is so at the moment is no reason to give up. */
    boolean mayTryAgain() {
        boolean first = !triedBefore;
        triedBefore = true;
        return first;
    }

    CutRecord record(long at, CutResult result) {
        return viewer.of(at, result);
    }
}
