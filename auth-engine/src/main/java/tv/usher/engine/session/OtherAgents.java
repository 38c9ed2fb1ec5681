package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.net.IpAddress;

/** What is played at some addresses now, for operators who ask about a viewer there that isn't known. */
public final class OtherAgents {

    private final Map<IpAddress, List<Session.Playback>> byClient = new HashMap<>();

    OtherAgents(Collection<String> clients) {
        clients.forEach(
                client -> IpAddress.parse(client).ifPresent(address -> byClient.put(address, new ArrayList<>())));
    }

    void look(Session session) {
        session.client().map(byClient::get).ifPresent(playbacks -> playbacks.add(session.playback()));
    }

    /** True if the viewer's address plays that channel with another user agent, but not with this one. */
    public boolean play(Session.Playback playback) {
        List<Session.Playback> there = IpAddress.parse(playback.client()).map(byClient::get).orElse(List.of()).stream()
                .filter(other -> isWithin(other.channel(), playback.channel()))
                .toList();
        return !there.isEmpty() && there.stream().noneMatch(other -> other.agent() == playback.agent());
    }

    private static boolean isWithin(String folder, String channel) {
        return channel.equals(folder) || folder.endsWith("/") && channel.startsWith(folder);
    }
}
