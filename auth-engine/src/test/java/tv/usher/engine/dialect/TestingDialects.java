package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.Secret;
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

    public static Dialects speaking() {
        return speaking(TestingSessions.settings());
    }

    public static Dialects speaking(SessionSettings sessions) {
        return new Dialects(sessions, with().settings());
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
        return new Dialects(TestingSessions.settings(), settings());
    }

    public DialectsSettings settings() {
        Duration fourHours = Duration.ofHours(4);
        var once = new DialectsSettings.OnceWithApi(fourHours);
        var edge = new DialectsSettings.EveryRequest(Optional.empty(), proxies);
        return new DialectsSettings(
                new CesboSettings(fourHours, cesboRedirect),
                edge,
                edge,
                edge,
                new FlussonicSettings(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofSeconds(10)),
                new MediamtxSettings(fourHours, allowActions),
                new DialectsSettings.OnceWithApi(fourHours, srsApi, Optional.empty(), Optional.empty(), Map.of()),
                new OmeSettings(omeSecret, fourHours, proxies),
                new NginxRtmpSettings(fourHours),
                once,
                once,
                new DialectsSettings.OncePerPlayback(fourHours));
    }
}
