package tv.usher.engine.session;

import java.util.List;
import tv.usher.engine.net.IpAddress;

/** Whose places a limit counts. */
public enum PlaceOwner {
    /** The middleware's user. */
    USER {
        @Override
        List<String> whose(String user, List<Long> tokens, String client, String channel) {
            return user.isEmpty() ? List.of() : List.of(user);
        }
    },
    /** Each token that the viewer shows, of whatever user. */
    TOKEN {
        @Override
        List<String> whose(String user, List<Long> tokens, String client, String channel) {
            return tokens.stream().map(Long::toHexString).toList();
        }
    },
    /** The viewer's address; of IPv6 the /64 that one customer has. */
    ADDRESS {
        @Override
        List<String> whose(String user, List<Long> tokens, String client, String channel) {
            return IpAddress.customerOf(client).map(IpAddress::toString).stream()
                    .toList();
        }
    },
    /** The channel as the caller calls it, or its folder. */
    CHANNEL {
        @Override
        List<String> whose(String user, List<Long> tokens, String client, String channel) {
            return channel.isEmpty() ? List.of() : List.of(channel);
        }
    };

    /** Empty if that is unknown, so that the limit doesn't count this session; of several tokens it takes a place each. */
    abstract List<String> whose(String user, List<Long> tokens, String client, String channel);
}
