package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.net.IpAddress;

/** What is played at some addresses now, for operators who ask about a viewer there that isn't known. */
public final class OtherAgents {

    private final Map<IpAddress, List<Session.Place>> byClient = new HashMap<>();

    OtherAgents(Collection<String> clients) {
        clients.forEach(
                client -> IpAddress.parse(client).ifPresent(address -> byClient.put(address, new ArrayList<>())));
    }

    void look(Session session) {
        session.client().map(byClient::get).ifPresent(places -> places.add(session.place()));
    }

    /** True if the viewer's address plays that channel with another user agent, but not with this one. */
    public boolean play(Session.Place place) {
        List<Session.Place> there = IpAddress.parse(place.client()).map(byClient::get).orElse(List.of()).stream()
                .filter(other -> isWithin(other.channel(), place.channel()))
                .toList();
        return !there.isEmpty() && there.stream().noneMatch(other -> other.agent() == place.agent());
    }

    private static boolean isWithin(String folder, String channel) {
        return channel.equals(folder) || folder.endsWith("/") && channel.startsWith(folder);
    }
}
