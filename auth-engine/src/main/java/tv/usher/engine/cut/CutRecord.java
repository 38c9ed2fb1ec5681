package tv.usher.engine.cut;

import java.time.Instant;
import java.util.Optional;
import tv.usher.engine.net.IpAddress;

/**
 * What became of one connection that had to be cut, as operators see it. It has no token.
 *
 * @param at      when, as ISO 8601; empty until it is known what became of it
 * @param result  cut, gone, failed or dropped
 * @param text    in a few words; empty if it was cut
 * @param why     the session ended, or the viewer was refused
 * @param dialect what the media server speaks
 * @param server  the address that it asks from
 * @param session the id of the session that ended; empty if the viewer was never let in
 * @param client  the viewer's address, empty if unknown
 * @param channel as people read it
 * @param user    the middleware's name of the viewer, empty if it named none
 */
public record CutRecord(
        String at,
        String result,
        String text,
        String why,
        String dialect,
        String server,
        String session,
        String client,
        String channel,
        String user) {

    /**
     * What became of it then.
     *
     * @param then milliseconds of the wall clock since 1970
     */
    CutRecord of(long then, CutResult became) {
        return new CutRecord(
                Instant.ofEpochMilli(then).toString(),
                became.kind().word(),
                became.text(),
                why,
                dialect,
                server,
                session,
                client,
                channel,
                user);
    }

    Optional<IpAddress> clientAddress() {
        return IpAddress.parse(client);
    }
}
