package tv.usher.daemon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tv.usher.daemon.cli.Installation;

class LinksCanBeMadeAndInspectedTest {

    private static final String HASH = "e8bff06f373694dda657e8417fe76f6b54b69807";
    private static final String TOKEN = HASH + "-a5cd6c00-1669890000-1669810000";
    private static final String[] VIEWER = {"--path", "/tv/travel-channel/index.m3u8", "--client", "192.168.88.98"};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.ofEpochSecond(1669850000);

    @TempDir
    Path folder;

    @BeforeEach
    void writeSecret() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret\n");
    }

    @Test
    void thePublishedExampleIsMade() {
        int status = usher("--format alta --start 1669810000 --end 1669890000 --salt a5cd6c00");

        assertThat(status).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("?token=" + TOKEN + "\n");
    }

    @Test
    void itIsMadeByTimesInWordsToo() {
        usher("--format alta --start 2022-11-30T12:06:40Z --for 80000s --salt a5cd6c00");

        assertThat(out.toString()).isEqualToNormalizingNewlines("?token=" + TOKEN + "\n");
    }

    @Test
    void aLinkThatHoldsIsToldPartByPart() {
        int status = usher("--format alta --inspect " + TOKEN);

        assertThat(status).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        form      ok  hash-salt-END-START
                        for       ok  /tv/travel-channel/index.m3u8 from 192.168.88.98
                        hash      ok  made with secret 1 of 1
                        start     ok  begun 2022-11-30T12:06:40Z
                        end       ok  until 2022-12-01T10:20:00Z
                        lifetime  ok  80000s, may be at most 86400s
                        """);
    }

    @Test
    void aLinkThatDoesNotHoldIsToldWithWhatHolds() {
        now = Instant.ofEpochSecond(1800000000);

        int over = usher("--format alta --inspect " + TOKEN);
        int then = usher("--format alta --at 1669850000 --inspect " + TOKEN);

        assertThat(over).isEqualTo(1);
        assertThat(then).isZero();
        assertThat(out.toString())
                .contains("hash      ok  made with secret 1 of 1", "end       NO  over since 2022-12-01T10:20:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "E8BFF06F373694DDA657E8417FE76F6B54B69807-a5cd6c00-1669890000-1669810000"})
    void whatHasNotTheFormIsTold(String token) {
        assertThat(usher("--format alta --inspect " + token)).isEqualTo(1);
        assertThat(out.toString()).startsWith("form      NO  ");
    }

    @Test
    void whatIsMadeHolds() {
        for (String format : List.of("alta", "astra --channel news", "flussonic", "flussonic --any-address")) {
            out.getBuffer().setLength(0);
            usher("--format " + format);
            String made = out.toString().strip().replace("?token=", "");

            assertThat(usher("--format " + format + " --inspect " + made))
                    .as(format)
                    .isZero();
        }
    }

    @Test
    void linksOfOtherMakersAreMadeAndInspectedAsTheyStandInAddresses() {
        for (String format :
                List.of("nginx", "ome --origin https://edge.example.com:3334", "wowza", "wowza --any-address")) {
            out.getBuffer().setLength(0);
            assertThat(usher("--format " + format)).as(format).isZero();
            String query = out.toString().strip();

            assertThat(usher("--format " + format + " --inspect " + query))
                    .as(format)
                    .isZero();
            assertThat(usher("--format " + format
                            + " --inspect https://edge.example.com:3334/tv/travel-channel/index.m3u8" + query))
                    .as(format)
                    .isZero();
            assertThat(usher("--format " + format + " --inspect https://edge.example.com:3334/tv/other/index.m3u8"
                            + query))
                    .as(format)
                    .isEqualTo(1);
        }
        assertThat(out.toString()).contains("hash      ok", "hash      NO");
    }

    @Test
    void thePublishedLinkOfNginxIsInspected() {
        now = Instant.ofEpochSecond(2147483600);

        int status = usher("--format nginx --path /s/link --client 127.0.0.1 --inspect"
                + " md5=_e4Nc3iduzkWRm01TBBNYw&expires=2147483647");

        assertThat(status).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                        form      ok  hash and expires
                        for       ok  /s/link from 127.0.0.1
                        hash      ok  made with secret 1 of 1
                        end       ok  until 2038-01-19T03:14:08Z
                        lifetime  ok  47s from now, may be at most 86400s and a skew of 10s
                        """);
    }

    @Test
    void akamaisKeyIsHexadecimal() throws IOException {
        assertThat(usher("--format akamai")).isEqualTo(2);
        assertThat(err.toString()).contains("hexadecimal");

        Files.writeString(folder.resolve("secret"), "aabbccddeeff00112233445566778899\n");
        assertThat(usher("--format akamai")).isZero();
        String token = out.toString().strip();
        assertThat(token).startsWith("?hdnts=ip=192.168.88.98~st=").contains("~acl=/tv/travel-channel/*~hmac=");
        assertThat(usher("--format akamai --inspect " + token.substring("?hdnts=".length())))
                .isZero();
    }

    @Test
    void onlyWhatIsSignedIsNeeded() {
        String[] link = {"--format", "flussonic", "--any-address", "--secret-env", "PATH", "--channel", "news"};

        assertThat(execute(link)).isZero();
        assertThat(out.toString()).doesNotContain(System.getenv("PATH"));
        List<String> inspect = new ArrayList<>(List.of(link));
        inspect.addAll(List.of("--inspect", out.toString().strip().replace("?token=", "")));
        assertThat(execute(inspect.toArray(String[]::new))).isZero();
    }

    @Test
    void aBackendOfTheConfigurationSaysWhatIsSignedAndWhichSecretsThereAre() throws IOException {
        Path config = Files.writeString(folder.resolve("usher.yaml"), """
                backends:
                  links:
                    type: signed-link
                    format: alta
                    parameter: ticket
                    secrets: [another-secret, "${file:secret}"]
                  partners: {type: tokens, tokens: [{token: a, name: b}]}
                access: [{ask: [links, partners]}]
                """);
        Files.createDirectory(folder.resolve("plugins"));

        int inspected = run("-c", config.toString(), "--backend", "links", "--inspect", TOKEN);
        int made = run("-c", config.toString(), "--backend", "links");
        int other = run("-c", config.toString(), "--backend", "partners");

        assertThat(inspected).isZero();
        assertThat(made).isZero();
        assertThat(other).isEqualTo(2);
        assertThat(out.toString()).contains("made with secret 2 of 2", "?ticket=");
        assertThat(err.toString()).contains("no backend 'partners' is of type signed-link");
        assertThat(out.toString() + err).doesNotContain("another-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--format alta --secret-env USHER_TEST_NOT_SET",
                "--format alta --backend links",
                "--format akta",
                "--format alta --path news",
                "--format alta --path /a/../b",
                "--format alta --client localhost",
                "--format alta --start soon",
                "--format alta --for 2",
                "--format alta --for 2d",
                "--format alta --for 0s",
                "--format alta --salt a-b",
                "--format alta --salt a\tb",
                "--format astra --channel news\n2",
                "--format ome --origin https://\u043f\u0440\u0438\u043c\u0435\u0440:3334",
                "--format alta --start 1 --end 2",
                "--format astra",
                "--format alta --any-address"
            })
    void wrongArgumentsAreToldAndMakeNothing(String arguments) {
        assertThat(usher(arguments)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotEmpty().doesNotContain("Exception");
    }

    @Test
    void aSecretThatCanNotBeReadIsToldWithItsFile() throws IOException {
        Files.write(folder.resolve("secret"), new byte[] {(byte) 0xff, '\n'});

        assertThat(usher("--format alta")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(folder.resolve("secret") + ": not UTF-8");
    }

    /** With the secret's file, unless the arguments name another source; a later option of a name replaces the viewer's. */
    private int usher(String arguments) {
        List<String> all = new ArrayList<>(List.of(arguments.split(" ")));
        all.removeIf(String::isEmpty);
        if (all.contains("--format") && !all.contains("--secret-env")) {
            all.addAll(List.of("--secret-file", folder.resolve("secret").toString()));
        }
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (int i = 0; i < VIEWER.length; i += 2) {
            if (!all.contains(VIEWER[i])) {
                all.addAll(List.of(VIEWER[i], VIEWER[i + 1]));
            }
        }
        return execute(all.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new LinkCommand(new Installation(folder, folder), InstantSource.fixed(now)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
