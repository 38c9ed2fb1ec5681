package tv.usher.engine.session;

import java.util.Optional;
import tv.usher.engine.net.IpAddress;

/** Whose places a limit counts. */
public enum PlaceOwner {
    /** The middleware's user. */
    USER {
        @Override
        String whose(String user, long token, String client, String channel) {
            return user;
        }
    },
    /** The token that the viewer shows, of whatever user. */
    TOKEN {
        @Override
        String whose(String user, long token, String client, String channel) {
            return token == 0 ? "" : Long.toHexString(token);
        }
    },
    /** The viewer's address; of IPv6 the /64 that one customer has. */
    ADDRESS {
        @Override
        String whose(String user, long token, String client, String channel) {
            Optional<IpAddress> customer = IpAddress.customerOf(client);
            return customer.map(IpAddress::toString).orElse("");
        }
    },
    /** The channel as the caller calls it, or its folder. */
    CHANNEL {
        @Override
        String whose(String user, long token, String client, String channel) {
            return channel;
        }
    };

    /** Empty if that is unknown, so that the limit doesn't count this session. */
    abstract String whose(String user, long token, String client, String channel);
}
