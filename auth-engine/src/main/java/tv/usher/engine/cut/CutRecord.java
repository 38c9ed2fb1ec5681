package tv.usher.engine.cut;

import java.util.Optional;
import tv.usher.engine.net.IpAddress;

/**
 * What became of one connection that had to be cut, for operators. It has no token.
 *
 * @param at      milliseconds of the wall clock since 1970
 * @param dialect what the media server speaks
 * @param server  the address that it asks from
 * @param session the id of the session that ended; empty if the viewer was never let in
 * @param user    the middleware's name of the viewer, empty if it named none
 * @param client  the viewer's address, empty if unknown
 * @param why     the session ended, or the viewer was refused
 * @param result  cut, gone, failed or dropped
 * @param text    in a few words; empty if it was cut
 */
public record CutRecord(
        long at,
        String dialect,
        String server,
        String session,
        String user,
        String client,
        String channel,
        String why,
        String result,
        String text) {

    /** What became of it then. */
    CutRecord of(long then, CutResult became) {
        return new CutRecord(
                then,
                dialect,
                server,
                session,
                user,
                client,
                channel,
                why,
                became.kind().word(),
                became.text());
    }

    Optional<IpAddress> clientAddress() {
        return IpAddress.parse(client);
    }
}
