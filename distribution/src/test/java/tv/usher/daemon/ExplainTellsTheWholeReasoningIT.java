package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

class ExplainTellsTheWholeReasoningIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();
    private static final String PAGE = "<!DOCTYPE html><title>Login</title>";

    @TempDir
    private static Path folder;

    private static TestingMiddleware strict;
    private static TestingMiddleware login;
    private static UsherProcess daemon;
    private static Path file;

    @BeforeAll
    static void start() throws Exception {
        strict = TestingMiddleware.saying(403);
        login = TestingMiddleware.showing(PAGE).answeringCanaries();
        file = Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                on-unavailable: deny
                backends:
                  ministra: {type: stalker, address: "%s"}
                  own: {type: http, address: "%s?key=of-the-operator"}
                  lax: {type: http, address: "%s", canary: off}
                  page: {type: http, address: "%s"}
                  gone: {type: http, address: "http://127.0.0.1:%d"}
                  lenient: {type: http, address: "http://127.0.0.1:%d", on-unavailable: allow}
                  partners: {type: tokens, tokens: [{token: of-a-partner, name: hotel}]}
                access:
                  - {name: partners, when: {path: ["/partners/**"]}, ask: [partners], shadow: [own]}
                  - {name: office, when: {address: [192.168.0.0/16]}, then: allow}
                  - {name: lax, when: {path: ["/lax/**"]}, ask: [lax]}
                  - {name: page, when: {path: ["/page/**"]}, ask: [page]}
                  - {name: gone, when: {path: ["/gone/**"]}, ask: [gone]}
                  - {name: either, when: {path: ["/either/**"]}, ask: [partners, own], combining: first-answer}
                  - {name: lenient, when: {path: ["/lenient/**"]}, ask: [own, lenient]}
                  - {name: everyone, ask: [ministra, own]}
                """.formatted(
                        LoopbackPorts.free(),
                        strict.address(),
                        strict.address(),
                        login.address(),
                        login.address(),
                        LoopbackPorts.free(),
                        LoopbackPorts.free()));
        daemon = USHER.start(file);
    }

    @AfterAll
    static void stop() {
        daemon.close();
        strict.close();
        login.close();
    }

    @Test
    void withoutAskingItShowsWhatWouldBeAskedAndNoSecret() throws Exception {
        int asked = strict.asked().size();

        UnpackedUsher.Finished explained = explain(
                "--as",
                "nginx",
                "--path",
                "/live/news/index.m3u8",
                "--query",
                "a=1&token=of-a-viewer",
                "--client",
                "203.0.113.7");

        assertThat(explained.status()).isZero();
        assertThat(explained.out())
                .contains("caller    nginx from 127.0.0.1, trusted")
                .contains("rule 2    office: no, by its 'address'")
                .contains("rule 8    everyone: holds")
                .contains("memory    nothing of this viewing")
                .contains("< abstain: can't judge this viewer, not asked")
                .contains("> GET " + strict.address() + "/?key=***&a=***&token=***")
                .contains("> X-Real-Ip: 203.0.113.7")
                .contains("answer    depends on what isn't asked here")
                .doesNotContain("of-a-viewer", "of-the-operator");
        assertThat(strict.asked()).hasSize(asked);
    }

    @Test
    void askingItShowsWhatWasAnsweredAndNobodyIsCounted() throws Exception {
        UnpackedUsher.Finished explained = explain("--as", "alta", "http://tv.example.com/live/news/?token=7", "--ask");

        assertThat(explained.out())
                .containsPattern("< deny: status 403, \\d+ ms\n")
                .contains("answer    deny (403): status 403")
                .endsWith("own itself refuses this viewer.\n");
        assertThat(USHER.run("why", "-c", file.toString(), "--client", "203.0.113.7")
                        .err())
                .startsWith("no such decision");
    }

    @Test
    void aLoginPageAndAnOutageAreDiagnosed() throws Exception {
        assertThat(explain("--as", "astra", "http://tv.example.com/lax/a.m3u8?token=7", "--ask")
                        .out())
                .contains("answer    allow (200)")
                .endsWith(
                        "lax answers 200 to a random token too with a page for people, a login page perhaps: everybody"
                                + " would be let in.\n");
        assertThat(explain("--as", "astra", "http://tv.example.com/page/a.m3u8?token=7", "--ask")
                        .out())
                .contains("unavailable: it lets a random token in, for ")
                .contains("answer    deny (403): it lets a random token in");
        assertThat(explain("--as", "astra", "http://tv.example.com/gone/a.m3u8?token=7", "--ask")
                        .out())
                .contains("< unavailable: canary: connection refused")
                .endsWith(
                        "gone: the middleware is down or can't be reached; its 'on-unavailable: deny' keeps the viewer"
                                + " out.\n");
    }

    @Test
    void aCheckIsExplainedWithoutAsking() throws Exception {
        String[] viewer = {"--as", "astra", "http://tv.example.com/partners/a.m3u8?token=of-nobody"};

        assertThat(explain(viewer).out())
                .contains("< abstain: token is not listed, not asked")
                .contains("shadow    own, asked beside them, only compared")
                .contains("answer    deny (403)")
                .contains("partners doesn't know this viewer: token is not listed.")
                .endsWith("The session's name is made up: --session names one that the caller knows.\n");
    }

    @Test
    void whoDoesNotKnowTheViewerLeavesTheAnswerToTheNext() throws Exception {
        String unasked = explain("--as", "nginx", "http://tv.example.com/either/a.m3u8?token=123")
                .out();
        assertThat(unasked)
                .contains("backend   partners\n          < abstain: token is not listed, not asked")
                .contains("          not asked\n")
                .contains("answer    depends on what isn't asked here")
                .contains("\nThe answer is theirs whom the rule asks: with --ask they are asked too.");

        String settled = explain("--as", "nginx", "http://tv.example.com/either/a.m3u8?token=of-a-partner", "--ask")
                .out();
        assertThat(settled)
                .contains("backend   partners\n          < allow")
                .contains("          not asked\n")
                .endsWith("The viewer is let in by rule 'either'.\n");
    }

    @Test
    void anOutageThatLetsTheViewerInIsToldAsThat() throws Exception {
        assertThat(explain("--as", "nginx", "http://tv.example.com/lenient/a.m3u8?token=123", "--ask")
                        .out())
                .contains("answer    allow (200), unverified: canary: connection refused")
                .endsWith(
                        "lenient: the middleware is down or can't be reached; its 'on-unavailable: allow' lets the viewer"
                                + " in unverified.\n");
    }

    @Test
    void aViewerWhoIsRemembered() throws Exception {
        // Given
        String[] viewer = {"--as", "nginx", "http://tv.example.com/lax/b/index.m3u8?token=8"};
        UnpackedUsher.Finished plays =
                USHER.run("call", "--usher", "127.0.0.1:" + daemon.callers(), viewer[0], viewer[1], viewer[2]);
        assertThat(plays.status()).isZero();

        // When
        String explained = explain(viewer).out();
        String asked = explain(viewer[0], viewer[1], viewer[2], "--ask").out();

        // Then
        assertThat(explained)
                .containsPattern("memory    known, session [0-9a-f]{32}, for \\d+ s more: answers by itself")
                .contains("answer    allow (200)")
                .containsPattern("The viewer is known and nobody is asked; 'usher kick [0-9a-f]{32}' ends that.");
        assertThat(asked).endsWith("everybody would be let in.\n");
    }

    @Test
    void whatNoBackendIsNeededFor() throws Exception {
        assertThat(explain("--as", "nginx", "http://tv.example.com/live/../news.m3u8")
                        .out())
                .endsWith("The question can't be read: X-Original-URI has an ambiguous path.\n");
        assertThat(explain("--as", "nginx", "http://tv.example.com/a.m3u8", "--caller", "10.0.0.1")
                        .out())
                .endsWith("10.0.0.1 isn't among trusted-callers: it gets 403, whatever it asks.\n");
        assertThat(explain("--as", "flussonic", "http://tv.example.com/live/news", "--publish")
                        .out())
                .endsWith("No rule lets this viewer publish: that takes a rule with 'action: [publish]'.\n");
        assertThat(explain("--as", "flussonic").status()).isEqualTo(2);
        assertThat(explain("--as", "nginx", "--path", "a001/index.m3u8").err())
                .startsWith("usher explain: --path must begin with a slash");
    }

    @Test
    void programsReadTheCodesOfReasons() throws Exception {
        assertThat(explain("--json", "--as", "alta", "http://tv.example.com/live/news/?token=7", "--ask")
                        .out())
                .contains("\"verdict\":\"abstain\",\"reason\":\"cannot-judge\"")
                .contains("\"verdict\":\"deny\",\"reason\":\"denied-by-status\",\"why\":\"status 403\"")
                .contains("\"backend\":\"own\",\"reason\":\"denied-by-status\",\"why\":\"status 403\"");
        assertThat(explain("--json", "--as", "nginx", "http://tv.example.com/live/../news.m3u8")
                        .out())
                .contains("\"reason\":\"call-ambiguous\"");
        assertThat(explain("--json", "--as", "nginx", "http://tv.example.com/a.m3u8", "--caller", "10.0.0.1")
                        .out())
                .contains("\"reason\":\"untrusted-caller\"");
    }

    private static UnpackedUsher.Finished explain(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "explain";
        all[1] = "-c";
        all[2] = file.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return USHER.run(all);
    }
}
