package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsReachNoMiddlewareIT {

    private static final String HASH =
            "pbkdf2-sha256:10000:000102030405060708090a0b0c0d0e0f:" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    @Test
    void thoughOneIsAskedBesideTheCheck() throws Exception {
        try (TestingMiddleware own = TestingMiddleware.saying(403);
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, """
                        on-unavailable: deny
                        backends:
                          people: {type: users, users: [{login: anna, password: "%s"}]}
                          links: {type: signed-link, format: alta, secrets: [x], parameter: sig}
                          partners: {type: tokens, tokens: [{token: of-a-partner, name: hotel}]}
                          own: {type: http, address: "%s/check", connect-timeout: 30s, timeout: 30s}
                        access:
                          - ask: [people, links, partners, own]
                        """.formatted(HASH, own.address())))) {
            // When
            usher.askAbout("/live/one/index.m3u8", "a=%2F+b&auth=anna:s3cr3t&sig=1-2-3-4&token=t&Auth=x&a=");

            // Then
            assertThat(own.asked())
                    .singleElement()
                    .asString()
                    .startsWith("GET /check?a=%2F+b&token=t&a= HTTP/1.1\r\n")
                    .doesNotContain("anna", "s3cr3t", "1-2-3-4");
        }
    }
}
