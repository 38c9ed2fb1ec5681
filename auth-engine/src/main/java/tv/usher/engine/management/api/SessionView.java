package tv.usher.engine.management.api;

import java.time.Instant;
import java.util.List;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.StoredSession;

/** A session as the API shows it. The names of the components are those of the JSON; moments are as in RFC 3339, in UTC. */
record SessionView(
        String id,
        String backend,
        String user,
        String name,
        String channel,
        String client,
        String dialect,
        String caller,
        String rule,
        boolean verified,
        boolean canBeCut,
        boolean playsOn,
        String why,
        String since,
        String lastSeen,
        String grantEnds,
        String validUntil,
        String idleEnds,
        boolean limited,
        List<String> limits) {

    static SessionView of(StoredSession session) {
        Origin origin = session.origin();
        return new SessionView(
                session.key().hex(),
                origin.backend(),
                session.user(),
                session.name(),
                WireText.read(session.playback().channel()),
                session.playback().client(),
                origin.dialect(),
                origin.caller(),
                origin.rule(),
                session.verified(),
                !session.connections().isEmpty(),
                session.playsOn(),
                why(session),
                moment(session.began()),
                moment(session.lastSeen()),
                moment(session.grantEnds()),
                moment(session.validUntil()),
                moment(session.lastSeen() + session.idleTimeout()),
                session.limited(),
                origin.limits().stream().map(SessionLimit::name).toList());
    }

    private static String why(StoredSession session) {
        Origin origin = session.origin();
        String why = session.verified()
                ? "granted by " + origin.backend()
                : "unverified, since " + origin.backend() + " was unavailable";
        String counted = session.named() ? "" : ", counts only: the viewing has no name";
        String kept = session.validUntil() > session.grantEnds() ? ", kept through an outage" : "";
        return why + " (rule " + origin.rule() + ")" + counted + kept;
    }

    private static String moment(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
