package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.daemon.setup.Warnings;
import tv.usher.engine.config.ConfigLoader;

class LikelyMistakesAreWarnedOfTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"token=x&realm=tv", "realm=tv&Token=x", "tok%65n=x", "token[]=x"})
    void aConfiguredTokenThatHidesTheViewers(String query) throws Exception {
        // When
        List<String> warnings = warnings("address: 'http://auth.example.com/check?" + query + "'", "");

        // Then
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("backends.own: its address has the parameter 'token', so that of a viewer is dropped")
                .contains("give yours another name")
                .doesNotContain("=x");
    }

    @Test
    void aConfiguredTokenOfAMiddlewareThatReadsIt() throws Exception {
        // Given
        String keys =
                "address: ['http://a.example.com/check', 'http://b.example.com/check?token=x'], needs-token: true";

        // Then
        assertThat(warnings(keys, "tokens: [key]")).singleElement().asString().endsWith("take it out of the address");
    }

    @Test
    void aConfiguredNameOfWhatIdentifiesViewers() throws Exception {
        // Given
        String keys = "address: 'http://auth.example.com/check?key=x&token=y'";

        // Then
        assertThat(warnings(keys, "tokens: [device key, key]"))
                .singleElement()
                .asString()
                .contains("'key'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/check?realm=tv", "/check?tokens=x&api_token=y", "/token=x", "/check?x=token"})
    void noOtherParameterOfAnAddress(String address) throws Exception {
        assertThat(warnings("address: 'http://auth.example.com" + address + "'", ""))
                .isEmpty();
    }

    @Test
    void grantsShorterThanAViewingThatCantBeRenewed() throws Exception {
        assertThat(warnings("grant: 3m", ""))
                .singleElement()
                .asString()
                .contains("backends.own: its tokens can't be asked about again, so 'grant' ends every viewing");
        assertThat(warnings("grant: 10h", "max-grant: 10m"))
                .singleElement()
                .asString()
                .contains("so 'sessions.max-grant' ends every viewing");
    }

    @Test
    void noGrantThatIsRenewedOrLongOrMadeLong() throws Exception {
        assertThat(warnings("grant: 3m, ask-again: true", "")).isEmpty();
        assertThat(warnings("grant: 3m, ask-again: true", "idle-timeout: 5s, max-grant: 10m"))
                .isEmpty();
        assertThat(warnings("grant: 1h", "")).isEmpty();
        assertThat(warnings("grant: 3m", "min-grant: 2h")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cesbo: {api: 'http://192.0.2.10:8000', api-user: a, api-password: b}",
                "mediamtx: {api: 'http://192.0.2.10:9997'}",
                "srs: {servers: {192.0.2.10: {api: 'http://192.0.2.10:1985'}}}",
                "nginx-rtmp: {control: 'http://192.0.2.10/control'}",
                "ome: {secret: x}"
            })
    void defaultGrantsThatNobodyRenewsSinceTheMediaServerAsksOnce(String dialect) throws Exception {
        String name = dialect.substring(0, dialect.indexOf(':'));

        assertThat(warningsOf(staff("", "") + "dialects: {" + dialect + "}"))
                .singleElement()
                .asString()
                .startsWith("backends.staff: where a media server asks once (dialects." + name + "), nobody renews")
                .contains("'grant' (1h) ends every viewing", "such as 10h");
    }

    @Test
    void noGrantThatIsChosenOrRenewedOrOfOtherCallers() throws Exception {
        String srs = "dialects: {srs: {api: 'http://192.0.2.10:1985'}}";

        assertThat(warningsOf(staff("grant: 10m, ", "") + srs)).isEmpty();
        assertThat(warningsOf(staff("", "dialect: [nginx]") + srs)).isEmpty();
        assertThat(warningsOf(staff("", "not-dialect: [srs]") + srs)).isEmpty();
        assertThat(warningsOf(staff("", "") + "sessions: {min-grant: 4h}\n" + srs))
                .isEmpty();
        assertThat(warningsOf(staff("", "") + "dialects: {flussonic: {api: 'http://192.0.2.10'}}"))
                .isEmpty();
        assertThat(warningsOf(staff("", "")
                        + "dialects: {nginx-rtmp: {control: 'http://192.0.2.10/control', idle-timeout: 2m}}"))
                .as("it asks again, by on_update")
                .isEmpty();
        assertThat(warningsOf(staff("", ""))).isEmpty();
    }

    /** A check whose grant is 1h by default. */
    private static String staff(String keys, String when) {
        return """
                backends: {staff: {type: tokens, %stokens: [{token: a-token-of-ours, name: anna}]}}
                access: [{%sask: [staff]}]
                """.formatted(keys, when.isEmpty() ? "" : "when: {" + when + "}, ");
    }

    @Test
    void viewersWhoAreForgottenBetweenTwoSegments() throws Exception {
        assertThat(warnings("grant: 10h", "idle-timeout: 10s"))
                .singleElement()
                .asString()
                .contains(
                        "sessions.idle-timeout: a player that pauses for a moment is forgotten, and 'own' can't be asked");
        assertThat(warnings("grant: 10h", "idle-timeout: 20s")).isEmpty();
    }

    @Test
    void aBackendThatNoRuleAsks() throws Exception {
        // Given
        String backends = """
                on-unavailable: deny
                backends:
                  one: {type: testing, address: 'http://one.example.com'}
                  two: {type: testing, address: 'http://two.example.com'}
                  links: {type: signed-link, format: alta, secrets: [x]}
                """;

        // Then
        assertThat(warningsOf(backends + "access: [{when: {path: ['/{channel}/**']}, ask: [one]}]"))
                .containsExactly(
                        "backends.two: no rule asks it; name it in the 'ask' of one",
                        "backends.links: no rule asks it; name it in the 'ask' of one");
        assertThat(warningsOf(
                        backends + "access: [{when: {path: ['/{channel}/**']}, ask: [links, one], shadow: [two]}]"))
                .isEmpty();
    }

    @Test
    void backendsThatAreAskedInVain() throws Exception {
        // Given
        String backends = """
                on-unavailable: deny
                backends:
                  own: {type: testing, address: 'http://own.example.com'}
                  portal: {type: testing, address: 'http://portal.example.com', needs-token: true}
                  links: {type: signed-link, format: alta, secrets: [x]}
                access: [{when: {path: ['/{channel}/**']}, combining: first-answer, ask: %s}]
                """;

        // Then
        assertThat(warningsOf(backends.formatted("[portal, own, links]")))
                .containsExactly(
                        "access[0]: 'own' answers about everybody, so those after it are asked only while it is"
                                + " unavailable; ask it last, or combine by any-allows");
        assertThat(warningsOf(backends.formatted("[links, portal, own]"))).isEmpty();
        assertThat(warningsOf(backends.formatted("[own, links, portal]").replace("first-answer", "any-allows")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1065", "'[::]:1065'", "192.0.2.7:1065", "usher.example.com:1065"})
    void aManagementForEverybody(String listen) throws Exception {
        String yaml = "access: [{then: deny}]\nmanagement: {listen: " + listen + "%s}\n";

        assertThat(warningsOf(yaml.formatted("")))
                .singleElement()
                .asString()
                .startsWith("management.listen: other machines reach it, and 'management.token' is missing");
        assertThat(warningsOf(yaml.formatted(", token: 0123456789abcdef"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:1065", "127.0.0.2:1065", "'[::1]:1065'", "localhost:1065"})
    void noManagementForThisMachineAlone(String listen) throws Exception {
        assertThat(warningsOf("access: [{then: deny}]\nmanagement: {listen: " + listen + "}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1064, http://127.0.0.1:1064",
        "127.0.0.1:1064, http://localhost:1064/check",
        "0.0.0.0:1064, http://127.0.0.1:1064",
        "'[::]:1064', 'http://[::1]:1064'",
        "usher.example.com:80, http://USHER.example.com",
        "192.0.2.7:443, https://192.0.2.7"
    })
    void askingItself(String listen, String address) throws Exception {
        assertThat(warningsAbout(listen, address))
                .containsExactly("backends.own: its address is where Usher itself is asked ('listen'), so that each"
                        + " question would lead to another");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1064, http://127.0.0.1:1065",
        "127.0.0.1:1064, http://mw.example.com:1064",
        "192.0.2.7:1064, http://127.0.0.1:1064",
        "0.0.0.0:80, https://127.0.0.1"
    })
    void noOtherListener(String listen, String address) throws Exception {
        assertThat(warningsAbout(listen, address)).isEmpty();
    }

    /** T50: the key of nginx' cache would have the proxy's address. */
    @Test
    void proxiesBeforeNginxThatNginxDoesNotKnow() throws Exception {
        String file = "on-unavailable: deny\nbackends: {own: {type: testing, address: 'http://a.example'}}\n"
                + "access: [{when: {path: ['/{channel}/**']}, ask: [own]}]\n";

        assertThat(warningsOf(file + "dialects: {nginx: {trusted-proxies: [10.0.0.0/8]}}"))
                .singleElement()
                .asString()
                .contains("dialects.nginx.trusted-proxies", "$remote_addr", "set_real_ip_from");
        assertThat(warningsOf(file + "dialects: {forward-auth: {trusted-proxies: [10.0.0.0/8]}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host: [open.example]",
                "not-host: [paid.example]",
                "host: [open.example], path: [/lobby/**]",
                "host: [open.example], dialect: [mistserver]",
                "host: [open.example], dialect: [nginx, flussonic]"
            })
    void lettingInByTheHostThatAViewerSays(String when) throws Exception {
        assertThat(warningsOf("access: [{when: {" + when + "}, then: allow}]"))
                .singleElement()
                .asString()
                .startsWith("access[0]: ")
                .contains("'host'", "dialect: [nginx]", "'caller'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "when: {host: [open.example], dialect: [nginx]}, then: allow",
                "when: {host: [open.example], caller: [10.0.0.7]}, then: allow",
                "when: {host: [paid.example]}, then: deny",
                "when: {path: [/lobby/**]}, then: allow"
            })
    void noHostOfAnEdgeAndNoneThatLetsNobodyIn(String rule) throws Exception {
        assertThat(warningsOf("access: [{" + rule + "}]")).isEmpty();
    }

    @Test
    void grantsOfAllChannelsBelowAFolder() throws Exception {
        // Given
        String backends = """
                on-unavailable: deny
                backends: {one: {type: testing, address: 'http://one.example.com'%s}}
                """;
        String once = backends.formatted("");

        // Then
        assertThat(warningsOf(once + "access: [{when: {path: ['/live/**']}, ask: [one]}]"))
                .singleElement()
                .asString()
                .startsWith("access[0]: ")
                .contains("{channel}");
        assertThat(warningsOf(once + "access: [{ask: [one]}]")).hasSize(1);
        assertThat(warningsOf(once + "access: [{when: {path: ['/live/{channel}/**']}, ask: [one]}]"))
                .isEmpty();
        assertThat(warningsOf(once + "identity: {paths: ['/live/{channel}/**']}\naccess: [{ask: [one]}]"))
                .isEmpty();
        assertThat(warningsOf(backends.formatted(", ask-again: true") + "access: [{ask: [one]}]"))
                .isEmpty();
    }

    @Test
    void limitsThatCountNobody() throws Exception {
        assertThat(warnings("max-sessions: 2", ""))
                .singleElement()
                .asString()
                .startsWith("backends.own: 'max-sessions' is of a user");
    }

    @Test
    void aPluginThatThrows() throws Exception {
        assertThat(warnings("broken: true", ""))
                .containsExactly("backends.own: its plugin fails (IllegalStateException), which is a bug of it");
    }

    private List<String> warningsAbout(String listen, String address) throws Exception {
        return warningsOf("""
                listen: '%s'
                on-unavailable: deny
                backends: {own: {type: testing, address: ['http://other.example.com', '%s']}}
                access: [{when: {path: ['/{channel}/**']}, ask: [own]}]
                """.formatted(listen, address));
    }

    private List<String> warnings(String keys, String sessions) throws Exception {
        String address = keys.contains("address:") ? "" : ", address: 'http://auth.example.com/check'";
        return warningsOf("""
                on-unavailable: deny
                sessions: {%s}
                backends:
                  own: {type: testing, %s%s}
                access: [{when: {path: ['/{channel}/**']}, ask: [own]}]
                """.formatted(sessions, keys, address));
    }

    private List<String> warningsOf(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), yaml);
        TestingBackend.Factory factory = new TestingBackend.Factory();
        return Warnings.of(new ConfigLoader(Map.of(factory.type(), factory), "nowhere", name -> null).load(file));
    }
}
