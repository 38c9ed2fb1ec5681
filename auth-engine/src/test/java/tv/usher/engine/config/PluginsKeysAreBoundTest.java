package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Default;
import tv.usher.api.Endpoint;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;

/** Every type that the plugins' interface promises. */
class PluginsKeysAreBoundTest {

    enum Mode {
        FAST,
        VERY_CAREFUL
    }

    record Nested(String one, @Default("2") int two) {}

    record Every(
            String text,
            boolean flag,
            int number,
            long large,
            Duration duration,
            URI address,
            Path file,
            Pattern pattern,
            Secret secret,
            Mode mode,
            Cidr parsed,
            Optional<Integer> maybe,
            List<Duration> list,
            Map<String, Nested> map,
            Nested nested,
            Optional<Nested> maybeNested) {}

    record Defaults(
            @Default("") String empty,
            @Default("'quoted: text'") String quoted,
            @Default("[0-9a-f]{32}") Pattern pattern,
            @Default("very-careful") Mode mode,
            @Default("[1s, 2m]") List<Duration> list,
            @Default("{one: a, two: 3}") Nested nested,
            @Default("data") Path file,
            Optional<String> absent,
            List<String> none,
            Map<String, String> nothing) {}

    @TempDir
    Path folder;

    @Test
    void asWritten() throws Exception {
        Every every = bound(Every.class, """
                text: "a: b"
                flag: true
                number: -7
                large: 9223372036854775807
                duration: 90m
                address: https://a.example/b?c=d
                file: certs/../ca.pem
                pattern: ^[0-9]{3,5}$
                secret: hush
                mode: very-careful
                parsed: 10.0.0.0/8
                maybe: 3
                list: [1s, 500ms]
                map: {z: {one: a}, a: {one: b, two: 9}}
                nested:
                  one: x
                """);

        assertThat(every.text()).isEqualTo("a: b");
        assertThat(every.flag()).isTrue();
        assertThat(every.number()).isEqualTo(-7);
        assertThat(every.large()).isEqualTo(Long.MAX_VALUE);
        assertThat(every.duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(every.address()).isEqualTo(URI.create("https://a.example/b?c=d"));
        assertThat(every.file()).isEqualTo(folder.resolve("ca.pem"));
        assertThat(every.pattern().pattern()).isEqualTo("^[0-9]{3,5}$");
        assertThat(every.secret()).isEqualTo(Secret.of("hush"));
        assertThat(every.mode()).isEqualTo(Mode.VERY_CAREFUL);
        assertThat(every.parsed()).isEqualTo(Cidr.parse("10.0.0.0/8"));
        assertThat(every.maybe()).contains(3);
        assertThat(every.list()).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(500));
        assertThat(every.map().keySet()).containsExactly("z", "a");
        assertThat(every.map().get("z")).isEqualTo(new Nested("a", 2));
        assertThat(every.nested()).isEqualTo(new Nested("x", 2));
        assertThat(every.maybeNested()).isEmpty();
    }

    @Test
    void asLeftOut() throws Exception {
        Defaults defaults = bound(Defaults.class, "");

        assertThat(defaults.empty()).isEmpty();
        assertThat(defaults.quoted()).isEqualTo("quoted: text");
        assertThat(defaults.pattern().pattern()).isEqualTo("[0-9a-f]{32}");
        assertThat(defaults.mode()).isEqualTo(Mode.VERY_CAREFUL);
        assertThat(defaults.list()).containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(2));
        assertThat(defaults.nested()).isEqualTo(new Nested("a", 3));
        assertThat(defaults.file()).isEqualTo(folder.resolve("data"));
        assertThat(defaults.absent()).isEmpty();
        assertThat(defaults.none()).isEmpty();
        assertThat(defaults.nothing()).isEmpty();
    }

    private <C extends Record> C bound(Class<C> type, String keys) throws ConfigException {
        AtomicReference<C> bound = new AtomicReference<>();
        TestingBackendFactory<C> plugin = new TestingBackendFactory<>("p", type, config -> {
            bound.set(config);
            return Endpoint.of(URI.create("http://a"));
        });
        String yaml = TestingConfigFile.MINIMAL + "backends:\n  own:\n    type: p\n" + keys.indent(4);
        new TestingConfigFile(folder).with(plugin).load(yaml);
        return bound.get();
    }
}
