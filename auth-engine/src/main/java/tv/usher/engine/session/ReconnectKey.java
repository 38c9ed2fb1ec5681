package tv.usher.engine.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
     * @param tokens keyed hashes
     * @return one for each token, none without: the viewers of one address can't be told apart then
     */
    static List<Key> ofEach(List<Long> tokens, String client, String channel) {
        return tokens.stream().map(token -> of(token, client, channel)).toList();
    }

    private static Key of(long token, String client, String channel) {
        String address = IpAddress.parse(client).map(IpAddress::toString).orElse("");
        byte[] text = ("again\n" + token + '\n' + address + '\n' + channel).getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(Hash.SHA256.digest(text));
        return new Key(digest.getLong(), digest.getLong());
    }
}
