package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.Secret;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.cut.ApiAddress;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.TestingSessions;

/** All languages as a file without a word about them has them, and with what a test wants otherwise. */
public final class TestingDialects {

    private List<Cidr> proxies = List.of();
    private List<MediamtxSettings.OwnAction> allowActions = List.of();
    private Redirect cesboRedirect = Redirect.X_LOCATION;
    private Optional<Secret> omeSecret = Optional.empty();
    private Optional<ApiAddress> srsApi = Optional.empty();

    private TestingDialects() {}

    public static TestingDialects with() {
        return new TestingDialects();
    }

    /** No plugin and no path tells who the viewer is. */
    public static Dialects of(SessionSettings sessions, DialectsSettings settings) {
        return of(sessions, settings, new IdentitySettings(List.of()), List.of());
    }

    static Dialects of(
            SessionSettings sessions,
            DialectsSettings settings,
            IdentitySettings identity,
            Collection<Authority> authorities) {
        return new Dialects(sessions, settings, identity, authorities, () -> Secret.of("own"));
    }

    public static Dialects speaking() {
        return speaking(TestingSessions.settings());
    }

    public static Dialects speaking(SessionSettings sessions) {
        return of(sessions, with().settings());
    }

    /** In front of every caller that tells of proxies. */
    public TestingDialects proxies(String... ranges) {
        proxies = Stream.of(ranges).map(Cidr::parse).toList();
        return this;
    }

    public TestingDialects allowActions(MediamtxSettings.OwnAction... actions) {
        allowActions = List.of(actions);
        return this;
    }

    public TestingDialects omeSecret(String secret) {
        omeSecret = Optional.of(Secret.of(secret));
        return this;
    }

    public TestingDialects srsApi(String address) {
        srsApi = Optional.of(ApiAddress.parse(address));
        return this;
    }

    TestingDialects cesboRedirect(Redirect redirect) {
        cesboRedirect = redirect;
        return this;
    }

    public Dialects dialects() {
        return of(TestingSessions.settings(), settings());
    }

    public DialectsSettings settings() {
        Duration fourHours = Duration.ofHours(4);
        DialectsSettings.OnceWithApi once = once(fourHours, Optional.empty());
        var edge = new DialectsSettings.EveryRequest(Optional.empty(), proxies);
        return new DialectsSettings(
                new CesboSettings(
                        fourHours, cesboRedirect, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                edge,
                edge,
                edge,
                new FlussonicSettings(
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(10),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                new MediamtxSettings(
                        fourHours, allowActions, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                once(fourHours, srsApi),
                new OmeSettings(omeSecret, fourHours, proxies),
                new NginxRtmpSettings(fourHours, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()),
                once,
                once,
                new DialectsSettings.OncePerPlayback(fourHours));
    }

    private static DialectsSettings.OnceWithApi once(Duration idleTimeout, Optional<ApiAddress> api) {
        return new DialectsSettings.OnceWithApi(idleTimeout, api, Optional.empty(), Optional.empty(), Map.of());
    }
}
