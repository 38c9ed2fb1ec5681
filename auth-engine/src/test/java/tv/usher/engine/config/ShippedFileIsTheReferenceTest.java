package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.BreakerSettings;
import tv.usher.engine.backend.guard.FailureSettings;
import tv.usher.engine.backend.guard.LimitSettings;
import tv.usher.engine.backend.guard.UnverifiedSettings;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.check.TokenEntry;
import tv.usher.engine.check.TokensSettings;
import tv.usher.engine.check.UserEntry;
import tv.usher.engine.check.UsersSettings;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.dialect.FlussonicSettings;
import tv.usher.engine.dialect.MediamtxSettings;
import tv.usher.engine.dialect.OmeSettings;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.exchange.TestingCertificates;
import tv.usher.engine.exchange.TlsSettings;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.GeoSettings;
import tv.usher.engine.rule.TestingMmdb;
import tv.usher.engine.session.SessionSettings;

/** An operator can live from {@code conf/usher.yaml} alone: every key is in it, and what it says of defaults is true. */
class ShippedFileIsTheReferenceTest {

    private static final Path SHIPPED = Path.of("../distribution/src/main/dist/conf/usher.yaml");

    // A comment is a blank after the '#' and then words; anything else after it is a key that is commented out.
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^( *)#(?=[a-z-]|  )");

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeFilesThatItNames() throws IOException {
        TestingCertificates.Identity any =
                new TestingCertificates(folder).selfSigned("any", "EC", "dns:mw.example.com");
        Files.copy(any.certificate(), folder.resolve("ca.pem"));
        Files.copy(any.certificate(), folder.resolve("client.pem"));
        Files.copy(any.key(), folder.resolve("client-key.pem"));
        new TestingMmdb().write(folder.resolve("GeoLite2-Country.mmdb"));
    }

    @Test
    void asShippedItAsksTheExamplesAddress() throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load(shipped());

        assertThat(config.backends()).hasSize(1);
        BackendConfig own = config.backends().get(0);
        assertThat(own.name()).isEqualTo("own");
        assertThat(own.type()).isEqualTo("http");
        assertThat(own.settings().onUnavailable()).contains(OnUnavailable.DENY);
        assertThat(config.effective()).contains("backends.own.address: http://127.0.0.1:6000");
        assertThat(config.access()).hasSize(1);
        assertThat(config.access().get(0).name()).isEqualTo("everyone");
        assertThat(config.access().get(0).ask()).containsExactly("own");
    }

    @Test
    void everyDefaultThatItShowsIsTheDefault() throws Exception {
        List<String> shipped = new TestingConfigFile(folder).load(shipped()).effective();
        List<String> uncommented = withSecrets().load(uncommented()).effective();

        List<String> examples = List.of(
                "management.token",
                "backends.own.tls",
                "backends.own.max-sessions",
                "backends.own.unverified",
                "backends.own.failures",
                "unverified",
                "backends.ministra",
                "backends.portal",
                "backends.smarty",
                "backends.links",
                "backends.partners",
                "backends.people",
                "dialects.nginx.",
                "dialects.forward-auth",
                "dialects.envoy",
                "dialects.mediamtx.allow-actions",
                "dialects.ome.secret",
                "dialects.ome.trusted-proxies",
                "geo.database");
        assertThat(uncommented)
                .filteredOn(line -> examples.stream().noneMatch(line::startsWith))
                .filteredOn(line -> !line.startsWith("access["))
                .isEqualTo(shipped.stream()
                        .filter(line -> examples.stream().noneMatch(line::startsWith))
                        .filter(line -> !line.startsWith("access["))
                        .toList());
        assertThat(uncommented)
                .contains(
                        "backends.ministra.grant: " + Durations.format(Duration.ofHours(10)),
                        "backends.ministra.token-pattern: [0-9a-f]{32}",
                        "backends.portal.grant: 1h",
                        "backends.smarty.grant: 10h",
                        "sessions.tokens: [token, auth]",
                        "access[1].combining: any-allows",
                        "access[1].max-shadow: 50");
    }

    @Test
    void everyKeyIsInIt() throws Exception {
        UsherConfig everything = withSecrets().load(uncommented());
        assertThat(everything.backends())
                .extracting(BackendConfig::type)
                .containsExactlyInAnyOrder("http", "stalker", "iptvportal", "smarty");

        assertThat(everything.checks()).extracting(CheckConfig::type).containsExactly("signed-link", "tokens", "users");
        assertThat(uncommented())
                .contains("#file: partners.yaml", "#file: people.yaml"); // instead of the list beside it

        Map<String, Stream<Class<? extends Record>>> recordsByPath = new LinkedHashMap<>(Map.of(
                "", Stream.of(GeneralSettings.class, TrustSettings.class),
                "management", Stream.of(ManagementSettings.class),
                "inbound", Stream.of(InboundSettings.class),
                "backends.own",
                        Stream.of(
                                BackendSettings.class,
                                ExchangeSettings.class,
                                LimitSettings.class,
                                TestingBackendFactory.Http.class),
                "backends.own.tls", Stream.of(TlsSettings.class),
                "backends.ministra", Stream.of(TestingBackendFactory.Stalker.class),
                "backends.portal", Stream.of(TestingBackendFactory.Portal.class),
                "access[0].when", Stream.of(ConditionSettings.class)));
        recordsByPath.put("backends.links", Stream.of(SignedLinkSettings.class));
        recordsByPath.put("backends.partners", Stream.of(TokensSettings.class));
        recordsByPath.put("backends.partners.tokens[0]", Stream.of(TokenEntry.class));
        recordsByPath.put("backends.people", Stream.of(UsersSettings.class));
        recordsByPath.put("backends.people.users[0]", Stream.of(UserEntry.class));
        recordsByPath.put("unverified", Stream.of(UnverifiedSettings.class));
        recordsByPath.put("backends.own.failures", Stream.of(FailureSettings.class));
        recordsByPath.put("backends.own.breaker", Stream.of(BreakerSettings.class));
        recordsByPath.put("sessions", Stream.of(SessionSettings.class));
        recordsByPath.put("geo", Stream.of(GeoSettings.class));
        recordsByPath.put("dialects", Stream.of(DialectsSettings.class));
        recordsByPath.put("dialects.cesbo", Stream.of(DialectsSettings.OncePerPlayback.class));
        recordsByPath.put("dialects.nginx", Stream.of(DialectsSettings.EveryRequest.class));
        recordsByPath.put("dialects.forward-auth", Stream.of(DialectsSettings.EveryRequest.class));
        recordsByPath.put("dialects.envoy", Stream.of(DialectsSettings.EveryRequest.class));
        recordsByPath.put("dialects.flussonic", Stream.of(FlussonicSettings.class));
        recordsByPath.put("dialects.mediamtx", Stream.of(MediamtxSettings.class));
        recordsByPath.put("dialects.ome", Stream.of(OmeSettings.class));
        for (String once : List.of("srs", "nginx-rtmp", "zlmediakit", "mistserver", "antmedia")) {
            recordsByPath.put("dialects." + once, Stream.of(DialectsSettings.OncePerPlayback.class));
        }
        TreeSet<String> written = writtenPaths();
        recordsByPath.forEach((path, records) -> records.flatMap(record -> RecordShape.names(record).stream())
                .map(key -> path.isEmpty() ? key : path + '.' + key)
                .filter(key -> !key.endsWith(".file"))
                .forEach(key -> assertThat(written).contains(key)));
        assertThat(RecordShape.names(RuleSettings.class))
                .allMatch(key -> written.contains("access[0]." + key) || written.contains("access[1]." + key));
    }

    private TestingConfigFile withSecrets() {
        return new TestingConfigFile(folder)
                .with("USHER_TOKEN", "a-token-of-this-test")
                .with("LINK_SECRET", "a-secret-of-this-test")
                .with("OME_SECRET", "a-secret-of-this-test");
    }

    private TreeSet<String> writtenPaths() throws IOException {
        Problems problems = new Problems();
        TreeSet<String> paths = new TreeSet<>();
        YamlText.compose(uncommented(), problems)
                .ifPresent(root -> WrittenPaths.collect(root, Place.START, paths, problems));
        assertThat(problems.isEmpty()).isTrue();
        return paths;
    }

    private static String shipped() throws IOException {
        return Files.readString(SHIPPED);
    }

    private static String uncommented() throws IOException {
        return COMMENTED_OUT.matcher(shipped()).replaceAll("$1");
    }
}
