package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.check.JudgedLink;
import tv.usher.engine.check.LinkFormat;
import tv.usher.engine.check.LinkScheme;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.net.CanonicalPath;

/**
 * Real nginx and {@code format: nginx} judge ten thousand links alike, valid ones and others. Only a hash that is spelled in another way,
 * which nginx takes too, is refused by Usher.
 */
class NginxAgreesOnLinksIT {

    private static final int LINKS = 10_000;
    private static final String CHARACTERS = "ABCXYZabcxyz0189-_=.+/~";

    private static final LinkScheme OURS = new SignedLinkSettings(
                    LinkFormat.NGINX,
                    List.of(Secret.of("s3cret")),
                    true,
                    Optional.empty(),
                    Duration.ofDays(4_000_000),
                    Duration.ofSeconds(10),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty())
            .scheme();

    private final Random random = new Random(1510);

    @TempDir
    private Path folder;

    private record Link(String path, String query, String md5) {

        /** One spelling of each hash: without padding, and with no bit set behind its 16 bytes. */
        boolean isCanonical() {
            return md5.matches("[A-Za-z0-9_-]{21}[AQgw]");
        }
    }

    @Test
    void onEachOfTenThousand() throws Exception {
        Map<String, Integer> agreed = new TreeMap<>();
        List<String> differ = new ArrayList<>();
        try (NginxServer nginx = NginxServer.start(folder, "keepalive_requests 100000;", """
                location / {
                    secure_link $arg_md5,$arg_expires;
                    secure_link_md5 "$secure_link_expires$uri$remote_addr s3cret";
                    if ($secure_link = "") { return 403; }
                    if ($secure_link = "0") { return 410; }
                    return 204;
                }
                """);
                CallerConnection viewer = CallerConnection.to(nginx.port())) {
            for (int i = 0; i < LINKS; i++) {
                // Given
                Link link = link();

                // When
                int theirs = viewer.ask(link.path() + '?' + link.query(), "Host: 127.0.0.1")
                        .status();
                boolean holds = holds(link);

                // Then
                agreed.merge(theirs + (holds ? " holds" : " is refused"), 1, Integer::sum);
                if (holds != (theirs == 204 && link.isCanonical())) {
                    differ.add(theirs + " " + link);
                }
            }
        }
        assertThat(differ).isEmpty();
        assertThat(agreed).containsOnlyKeys("204 holds", "204 is refused", "403 is refused", "410 is refused");
        assertThat(agreed.values()).allMatch(many -> many > LINKS / 25);
    }

    private static boolean holds(Link link) {
        AccessRequest request = AccessRequest.builder()
                .path(CanonicalPath.of(link.path()).orElseThrow())
                .clientAddress("127.0.0.1")
                .query(link.query())
                .build();
        return OURS.judge(request, Instant.now())
                .filter(judged -> judged.firstThatFails().isEmpty())
                .map(JudgedLink::findings)
                .isPresent();
    }

    private Link link() throws Exception {
        String decoded = "/live/" + pick("sport1", "sport 2", "été", "a&b", "новости", "x=1", "100")
                + pick("/index.m3u8", "", "/1.ts");
        String path = escaped(decoded);
        long now = Instant.now().getEpochSecond();
        String expires = switch (random.nextInt(8)) {
            case 0 -> Long.toString(now - 100 - random.nextInt(1_000_000));
            case 1 -> "00" + (now + 100_000);
            case 2 -> pick("0", "", "x", "-1", "+5", " 1", "1e9", "9999999999999999999999");
            default -> Long.toString(now + 1000 + random.nextInt(1_000_000));
        };
        byte[] signed = (expires + decoded + "127.0.0.1 s3cret").getBytes(StandardCharsets.UTF_8);
        String md5 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("MD5").digest(signed));
        md5 = switch (random.nextInt(6)) {
            case 0 -> changed(md5);
            case 1 -> md5 + pick("==", "=", "A", "===", "=x", "x=");
            default -> md5;
        };
        String end = "expires=" + expires.replace(" ", "%20");
        String query = random.nextBoolean() ? "md5=" + md5 + '&' + end : "x=1&" + end + "&md5=" + md5 + "&y";
        return new Link(random.nextInt(20) == 0 ? path + "x" : path, query, md5);
    }

    private String changed(String md5) {
        StringBuilder changed = new StringBuilder(md5);
        int at = random.nextInt(3) == 0 ? md5.length() - 1 : random.nextInt(md5.length());
        changed.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        return changed.toString();
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            escaped.append(
                    c > ' ' && c < 0x7f && "%?#".indexOf(c) < 0 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
