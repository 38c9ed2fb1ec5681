package tv.usher.engine.cut;

import java.util.Map;
import java.util.Optional;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/**
 * The media servers of one kind that can be told to cut a viewer.
 *
 * @param usual   those that have no entry of their own; empty: these can't be told
 * @param servers by the addresses that they ask from
 */
public record MediaServers(Optional<ServerApi> usual, Map<Cidr, ServerApi> servers) {

    public MediaServers {
        servers = Map.copyOf(servers);
    }

    /**
     * As a dialect's settings have them.
     *
     * @throws IllegalArgumentException if a login has no API to be for
     */
    public static MediaServers of(
            Optional<ApiAddress> api, Optional<String> user, Optional<Secret> password, Map<Cidr, ServerApi> servers) {
        if (api.isEmpty() && (user.isPresent() || password.isPresent())) {
            throw new IllegalArgumentException("there is a login, but no address of an API that it is for");
        }
        return new MediaServers(api.map(address -> new ServerApi(address, user, password)), servers);
    }

    public boolean isEmpty() {
        return usual.isEmpty() && servers.isEmpty();
    }

    /**
     * @param caller the address that a media server asks from
     */
    Optional<ServerApi> at(String caller) {
        Optional<IpAddress> address = IpAddress.parse(caller);
        return servers.entrySet().stream()
                .filter(server -> address.isPresent() && server.getKey().contains(address.get()))
                .max((one, other) -> one.getKey().prefix() - other.getKey().prefix())
                .map(Map.Entry::getValue)
                .or(() -> usual);
    }

    /** True if one of them has this login. */
    boolean knows(String user, Secret password) {
        ServerApi.Login login = new ServerApi.Login(user, password);
        return usual.flatMap(ServerApi::login).filter(login::equals).isPresent()
                || servers.values().stream()
                        .anyMatch(server -> server.login().filter(login::equals).isPresent());
    }
}
