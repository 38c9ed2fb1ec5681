package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All four middlewares, from base and complete addresses, asked through each dialect. */
class QueryReachesMiddlewareByteForByteIT {

    private static final String QUERY = "token=123&a=%2F+b&a=&x";
    private static final String OVERRIDES = "&realm=mine&re%61lm=mine&Realm=mine&realm[]=mine";

    private static TestingMiddleware middleware;
    private static UsherProcess usher;

    /** A backend and what it must be asked. */
    private record Expected(String name, String type, String address, String target) {

        String backend() {
            // The portal's own tokens are longer; this one must pass too.
            String pattern = type.equals("stalker") ? ", token-pattern: '123'" : "";
            return "  %s: {type: %s, address: '%s%s'%s}%n"
                    .formatted(name, type, middleware.address(), address, pattern);
        }

        String rule() {
            return "  - {name: %1$s, when: {path: [/%1$s/**]}, ask: [%1$s]}%n".formatted(name);
        }
    }

    private static final List<Expected> ALL = List.of(
            new Expected("stalker-base", "stalker", "/stalker_portal", stalker("?" + QUERY)),
            new Expected("stalker-slash", "stalker", "/stalker_portal/", stalker("?" + QUERY)),
            new Expected("stalker-complete", "stalker", stalker(""), stalker("?" + QUERY)),
            new Expected("stalker-query", "stalker", "/stalker_portal?realm=tv", stalker("?realm=tv&" + QUERY)),
            new Expected("portal-base", "iptvportal", "", portal("?" + QUERY)),
            new Expected("portal-complete", "iptvportal", portal(""), portal("?" + QUERY)),
            new Expected("portal-no-slash", "iptvportal", "/auth/arescrypt", portal("?" + QUERY)),
            new Expected("portal-query", "iptvportal", "/?realm=tv", portal("?realm=tv&" + QUERY)),
            new Expected("smarty-base", "smarty", "", smarty("?" + QUERY)),
            new Expected("smarty-complete", "smarty", smarty(""), smarty("?" + QUERY)),
            new Expected("smarty-query", "smarty", smarty("?realm=tv"), smarty("?realm=tv&" + QUERY)),
            new Expected("http-bare", "http", "", "/?" + QUERY),
            new Expected("http-path", "http", "/check.php", "/check.php?" + QUERY),
            new Expected("http-query", "http", "/check?realm=tv&b=%2f", "/check?realm=tv&b=%2f&" + QUERY));

    private static String stalker(String query) {
        return "/stalker_portal/server/api/chk_flussonic_tmp_link.php" + query;
    }

    private static String portal(String query) {
        return "/auth/arescrypt/" + query;
    }

    private static String smarty(String query) {
        return "/tvmiddleware/api/streamservice/token/check/" + query;
    }

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        middleware = TestingMiddleware.allowing("X-UserId: 77", "X-AuthDuration: 36000");
        StringBuilder config = new StringBuilder("on-unavailable: deny\nbackends:\n");
        ALL.forEach(expected -> config.append(expected.backend()));
        config.append("access:\n");
        ALL.forEach(expected -> config.append(expected.rule()));
        usher = UnpackedUsher.built().start(ConfigText.write(folder, config.toString()));
    }

    @AfterAll
    static void stop() {
        if (usher != null) {
            usher.close();
        }
        middleware.close();
    }

    private static Stream<Arguments> backendsAndDialects() {
        return ALL.stream()
                .flatMap(expected ->
                        Stream.of("cesbo", "nginx", "forward-auth").map(dialect -> Arguments.of(expected, dialect)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("backendsAndDialects")
    void asItCame(Expected expected, String dialect) throws IOException {
        // Given
        boolean hasOwnQuery = expected.address().contains("realm=");
        String query = QUERY + (hasOwnQuery ? OVERRIDES : "");
        int askedBefore = middleware.asked().size();

        // When
        int status = ask(dialect, "/" + expected.name() + "/one", query).status();

        // Then
        assertThat(status).isEqualTo(200);
        List<String> asked = middleware.asked();
        assertThat(asked).hasSize(askedBefore + 1);
        assertThat(asked.get(askedBefore).lines().findFirst()).hasValue("GET " + expected.target() + " HTTP/1.1");
    }

    private static CallerConnection.Answer ask(String dialect, String path, String query) throws IOException {
        return switch (dialect) {
            case "cesbo" -> usher.askAbout(path, query);
            case "nginx" -> usher.ask("/nginx", "X-Original-URI: " + path + "?" + query);
            default -> usher.ask("/forward-auth", "X-Forwarded-Uri: " + path + "?" + query);
        };
    }
}
