package tv.usher.engine.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.Key;

/**
 * What stays the same when a player whose connection was cut comes back: token, address and stream. The caller gives the new connection
 * another name, and thereby the viewing another key.
 */
final class ReconnectKey {

    private ReconnectKey() {}

    /**
     * @param token a keyed hash, 0 if the viewer shows none
     * @return null without a token: the viewers of one address can't be told apart then
     */
    static @Nullable Key of(long token, String client, String channel) {
        if (token == 0) {
            return null;
        }
        String address = IpAddress.parse(client).map(IpAddress::toString).orElse("");
        byte[] text = ("again\n" + token + '\n' + address + '\n' + channel).getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(Hash.SHA256.digest(text));
        return new Key(digest.getLong(), digest.getLong());
    }
}
