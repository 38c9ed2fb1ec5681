package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed link, a listed token and a user's password, as the daemon judges them and as its commands make them. */
class ChecksNeedNoMiddlewareIT {

    private static final String PATH = "/tv/news/index.m3u8";
    private static final String VIEWER = "203.0.113.7";

    private static final String HASH_OF_SECRET = "pbkdf2-sha256:10000:000102030405060708090a0b0c0d0e0f"
            + ":38898ec86290bc0f1630837c5b0b9c9546450f2929098fd1c5638b05339ef1f8";

    @TempDir
    private Path folder;

    @Test
    void whoeverHasATicketOfTheOperatorPlays() throws Exception {
        // Given
        UnpackedUsher installed = UnpackedUsher.built();
        Path hashed =
                Files.writeString(folder.resolve("partners.yaml"), "tokens: [{token: first-token, name: hotel}]\n");
        Path config = ConfigText.write(folder, """
                backends:
                  links: {type: signed-link, format: alta, secrets: [a-secret-of-links]}
                  partners: {type: tokens, file: partners.yaml}
                  people: {type: users, users: [{login: anna, password: "%s"}]}
                access:
                  - {ask: [links, partners, people], combining: first-answer}
                """.formatted(HASH_OF_SECRET));
        String link = installed
                .run("link", "-c", config.toString(), "--backend", "links", "--path", PATH, "--client", VIEWER)
                .out()
                .strip();

        try (UsherProcess usher = installed.start(config)) {
            // Then
            assertThat(status(usher, link)).isEqualTo(200);
            assertThat(status(usher, link.replace("?token=", "?token=0"))).isEqualTo(403);
            assertThat(status(usher, "?token=first-token")).isEqualTo(200);
            assertThat(status(usher, "?auth=anna:secret")).isEqualTo(200);
            assertThat(status(usher, "?auth=anna:wrong")).isEqualTo(403);
            assertThat(status(usher, "?auth=bert:secret")).isEqualTo(403);

            // When
            Files.writeString(hashed, "tokens: [{token: second-token, name: hotel}]\n");

            // Then
            await().untilAsserted(() -> assertThat(usher.log())
                    .anyMatch(line -> line.contains("backend partners: ") && line.contains("was read again")));
            assertThat(status(usher, "?token=second-token")).isEqualTo(200);
            assertThat(usher.log())
                    .noneMatch(line -> line.contains("a-secret-of-links")
                            || line.contains("-token,")
                            || line.contains("pbkdf2")
                            || line.contains(link.substring(7)));
        }
    }

    @Test
    void whoeverHasATokenOfTheWebsitePlaysAlsoAfterTheWebsiteHasGone() throws Exception {
        // Given
        UnpackedUsher installed = UnpackedUsher.built();
        TestingIssuer issuer = TestingIssuer.start("first");
        Path config = ConfigText.write(folder, """
                backends:
                  website:
                    type: jwt
                    keys: %s/jwks.json
                    issuer: https://www.example.com
                    audience: tv
                    refresh: 1s
                    fetch-pause: 1s
                    claims: {channels: channels}
                access: [{ask: [website]}]
                """.formatted(issuer.address()));
        String anna = issuer.token("anna", "news", Duration.ofHours(1));

        try (issuer;
                UsherProcess usher = installed.start(config)) {
            // Then
            assertThat(status(usher, "?token=" + anna)).isEqualTo(200);
            assertThat(status(usher, "?token=" + anna.substring(0, anna.length() - 8) + "AAAAAAAA"))
                    .isEqualTo(403);
            assertThat(status(usher, "?token=" + issuer.unsecured(anna))).isEqualTo(403);
            assertThat(status(usher, "?token=" + issuer.token("anna", "sport", Duration.ofHours(1))))
                    .isEqualTo(403);
            assertThat(status(usher, "?token=" + issuer.token("anna", "news", Duration.ofMinutes(-1))))
                    .isEqualTo(403);

            // When: the website signs with a new key
            issuer.rotatesTo("second");

            // Then
            String bert = issuer.token("bert", "news", Duration.ofHours(1));
            await().untilAsserted(() ->
                    assertThat(status(usher, "203.0.113.9", "?token=" + bert)).isEqualTo(200));

            // When: it has gone
            issuer.close();
            usher.awaitLog("the issuer's keys can't be fetched");

            // Then
            assertThat(status(usher, "203.0.113.10", "?token=" + bert)).isEqualTo(200);
            assertThat(usher.log()).noneMatch(line -> line.contains(bert) || line.contains(anna));
            assertThat(usher.page("/api/sessions").body())
                    .contains("anna", "bert")
                    .doesNotContain(bert, anna);
        }
    }

    /** T45. */
    @Test
    void whoTriesTicketsIsBannedAndNobodyElse() throws Exception {
        // Given
        UnpackedUsher installed = UnpackedUsher.built();
        Path config = ConfigText.write(folder, """
                backends:
                  links: {type: signed-link, format: alta, secrets: [a-secret-of-links], failures: {most: 3}}
                  partners: {type: tokens, tokens: [{token: a-token, name: hotel}], failures: {most: 3}}
                  people: {type: users, users: [{login: anna, password: "%s"}], failures: {most: 3}}
                access:
                  - {ask: [links, partners, people], combining: first-answer}
                """.formatted(HASH_OF_SECRET));
        String link = installed
                .run("link", "-c", config.toString(), "--backend", "links", "--path", PATH, "--client", VIEWER)
                .out()
                .strip();

        try (UsherProcess usher = installed.start(config)) {
            // When, Then
            tries(usher, i -> "?token=guess" + i);
            assertThat(status(usher, "?token=a-token")).isEqualTo(403);
            tries(usher, i -> "?auth=anna:guess" + i);
            assertThat(status(usher, "?auth=anna:secret")).isEqualTo(403);
            tries(usher, i -> "?token=" + Integer.toString(i).repeat(40) + link.substring("?token=".length() + 40));
            assertThat(status(usher, link)).isEqualTo(403);

            // And
            assertThat(status(usher, "203.0.113.8", "?token=a-token")).isEqualTo(200);
            assertThat(status(usher, "203.0.113.8", "?auth=anna:secret")).isEqualTo(200);
        }
    }

    private static void tries(UsherProcess usher, IntFunction<String> query) throws IOException {
        for (int i = 0; i < 4; i++) {
            assertThat(status(usher, query.apply(i))).isEqualTo(403);
        }
    }

    /** As nginx asks, whose viewers are told apart by what they show. */
    private static int status(UsherProcess usher, String query) throws IOException {
        return status(usher, VIEWER, query);
    }

    private static int status(UsherProcess usher, String viewer, String query) throws IOException {
        return usher.ask("/nginx", "X-Original-URI: " + PATH + query, "X-Real-IP: " + viewer, "User-Agent: VLC")
                .status();
    }
}
