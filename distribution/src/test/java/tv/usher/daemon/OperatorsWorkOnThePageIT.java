package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/** A person at a help-desk, with the packaged daemon and a real browser. */
class OperatorsWorkOnThePageIT {

    private static final String TOKEN = "the-token-of-this-operator";

    private static final List<String> VIEWS = List.of("now", "viewers", "why", "bans", "unverified", "configuration");

    private static final Map<String, String> NAMES = Map.of(
            "1", "<img src=x onerror=wrongs.push(1)>",
            "2", "\u202egnp.exe",
            "3", "\u05de\u05e9\u05d4 \u05db\u05d4\u05df (\u0627\u0644\u0639\u0631\u0628\u064a\u0629)",
            "4", "\ud83d\ude80 \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "5", "\u0410\u043d\u043d\u0430 \u041f\u0435\u0442\u0440\u043e\u0432\u0430",
            "6", "</script><script>wrongs.push(6)</script>",
            "7", "{{7*7}} ${7*7} javascript:wrongs.push(7)");

    @TempDir
    private Path folder;

    @BeforeEach
    void requireBrowser() {
        List.of("chromium", "chromedriver").forEach(RealPrograms::require);
    }

    @Test
    void whoHasTheTokenSignsIn() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "token: " + TOKEN);
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("main", "Management token");
            page.assertAccessible("sign-in");
            page.screenshot("sign-in");

            // When: with the wrong layout of the keyboard
            page.type("#token", "\u043f\u0430\u0440\u043e\u043b\u044c\uE007");

            // Then
            page.awaitText("[role=alert]", "not the token");
            assertThat(page.browser().evaluate("JSON.stringify(sessionStorage)").asText())
                    .as("a reload asks again")
                    .doesNotContain("\u043f\u0430\u0440\u043e\u043b\u044c");

            // When
            page.browser().open("http://127.0.0.1:" + usher.management() + "/");
            page.awaitGone("[role=alert]");
            page.awaitText("main", "Management token");
            page.type("#token", "not-the-token-of-this-one\uE007");
            page.awaitText("[role=alert]", "not the token");
            page.type("#token", TOKEN + "\uE007");

            // Then
            page.awaitText("header", "live");
            page.browser().open("http://127.0.0.1:" + usher.management() + "/");
            page.awaitText("header", "live");
            assertThat(page.browser()
                            .evaluate("document.cookie + JSON.stringify(localStorage) + location.href")
                            .asText())
                    .doesNotContain(TOKEN);
            page.click(".session button");
            page.awaitText("main", "Management token");
            assertThat(page.browser().evaluate("JSON.stringify(sessionStorage)").asText())
                    .doesNotContain(TOKEN);
            page.assertNothingWentWrong("401");
        }
    }

    @TakesLong
    @Test
    void whoMayOnlyLookIsToldSo() throws Exception {
        String looking = "a-token-for-who-only-looks";
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "token: " + TOKEN + ", read-only-token: " + looking);
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "5", "/live/news/index.m3u8");
            page.awaitText("main", "Management token");
            page.type("#token", looking + "\uE007");
            page.awaitText("header", "live");
            page.go("viewers");
            page.awaitText(".total", "1 viewer");
            page.click("tbody a");
            page.awaitText("dialog", "End this viewing");

            // When
            page.click(".action:nth-of-type(1) button");

            // Then
            page.awaitText("dialog [role=alert]", "may only look");
            assertThat(answer(usher, "5", "/live/news/index.m3u8")).isEqualTo(200);
            page.assertNothingWentWrong("401", "403");
        }
    }

    @Test
    void hostileNamesAreText() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            for (String user : NAMES.keySet()) {
                watches(usher, user, "/live/" + "long".repeat(user.equals("7") ? 250 : 1) + "/index.m3u8");
            }

            // When
            page.go("viewers");

            // Then
            page.awaitText(".total", NAMES.size() + " viewers");
            String shown = page.text("tbody");
            assertThat(shown)
                    .contains(NAMES.get("1"), NAMES.get("3"), NAMES.get("4"), NAMES.get("5"), NAMES.get("6"))
                    .contains("\u27e8202E\u27e9gnp.exe")
                    .doesNotContain("\u202e");
            assertThat(page.count("tbody img, tbody script, main img")).isZero();
            page.size(360, 740);
            page.assertFits();
            page.screenshot("hostile-360");
            page.size(1280, 900);
            page.type("#q", "<IMG");
            page.awaitText(".total", "1 viewer");
            page.click("tbody a");
            page.awaitText("dialog", NAMES.get("1"));
            page.assertAccessible("a hostile name's story");
            page.browser().press("\uE00C");
            page.awaitGone("dialog");
            explains(
                    page,
                    "https://live.example.com/live/<b>/index.m3u8?token=u1",
                    "<img src=x onerror=wrongs.push(8)>" + "x".repeat(6000));
            page.awaitText(".explanation", "user agent <img src=x onerror=wrongs.push(8)>");
            page.assertFits();
            page.assertNothingWentWrong();
        }
    }

    /** A link can have as much of a name as can be searched for, and no half of a character. */
    @Test
    void aLongNameIsCutBetweenTwoCharacters() throws Exception {
        String user = "x".repeat(199) + "\ud83d\ude80".repeat(20);
        try (TestingMiddleware middleware = TestingMiddleware.allowing("X-UserId: " + user);
                UsherProcess usher =
                        UnpackedUsher.built().start(ConfigText.write(folder, ConfigText.asking(middleware.address())));
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "5", "/live/news/index.m3u8");
            page.go("viewers");
            page.awaitText(".total", "1 viewer");

            // When
            page.click("tbody a");

            // Then
            page.awaitText("dialog", "Sessions of this user");
            assertThat(page.browser()
                            .evaluate("document.querySelector('dialog a[href^=\"#viewers\"]').getAttribute('href')")
                            .asText())
                    .isEqualTo("#viewers?q=" + "x".repeat(199));
            page.assertNothingWentWrong();
        }
    }

    @Test
    void aBanSaysWhatItKeepsOutAndCanBeUndone() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "5", "/live/news/index.m3u8");
            page.go("viewers?q=" + "%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0");
            page.awaitText(".total", "1 viewer");
            page.click("tbody a");
            page.awaitText("dialog", "Ends the 1 session of user \u201c5\u201d of backend \u201cown\u201d");

            // When
            page.type("#ban-why", "shared his password");
            page.click(".action:nth-of-type(4) button");

            // Then
            page.awaitText(".notice", "is banned for 1 hour; 1 session has ended");
            page.assertAccessible("what was done");
            page.awaitText("main", "Nobody who is watching fits");
            assertThat(answer(usher, "5", "/live/news/index.m3u8")).isEqualTo(403);
            page.go("bans");
            page.awaitText(".rows", "shared his password");
            page.awaitText(".rows", "page, from 127.0.0.1");
            page.screenshot("banned");

            // When
            page.click(".undo");

            // Then
            page.awaitText(".notice", "lifted");
            await("it is let in again").until(() -> answer(usher, "5", "/live/news/index.m3u8") == 200);
            page.awaitText("main", "Nobody is banned");
            page.assertNothingWentWrong();
        }
    }

    @Test
    void aLongerBanThatStaysIsSaidAndNotUndone() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            JsonNode status = page.browser()
                    .await("fetch('/api/users/own/5/sessions?ban=12h', {method: 'DELETE'}).then(r => done(r.status))");
            assertThat(status.asInt()).isEqualTo(200);
            page.go("bans");
            page.awaitText(".total", "1 ban");

            // When
            page.type("#ban-user", "5");
            page.click("form.filters .danger");

            // Then
            page.awaitText(".notice", "A longer ban of 5 is in force already, and stays until");
            assertThat(page.count(".undo")).isZero();
            page.awaitText(".total", "1 ban");
            page.assertNothingWentWrong();
        }
    }

    @Test
    void aBanIsOfTheNameThatWasTyped() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            page.go("bans");
            page.awaitText("main", "Nobody is banned");

            // When
            page.type("#ban-user", "5 ");
            page.click("form.filters .danger");

            // Then
            page.awaitText(".notice", "is banned for");
            JsonNode bans = page.browser().await("fetch('/api/bans').then(r => r.json()).then(done)");
            assertThat(bans.at("/bans/0/user").asText()).isEqualTo("5 ");
            page.assertNothingWentWrong();
        }
    }

    /** A browser has six connections to Usher for all its tabs, and what waits for one is sent whenever that is free. */
    @Test
    void tabsThatNobodyLooksAtLeaveTheConnectionsToTheOthers() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            usher.awaitMetric("usher_event_streams", 1);

            // When
            hide(page, true);

            // Then
            usher.awaitMetric("usher_event_streams", 0);
            page.awaitText("header", "live");

            // When
            hide(page, false);

            // Then
            usher.awaitMetric("usher_event_streams", 1);
            page.awaitText("header", "live");
            page.assertNothingWentWrong();
        }
    }

    @Test
    void whatWaitsTooLongInTheBrowserIsNotSent() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            page.browser()
                    .evaluate(
                            "(() => { const sent = window.fetch; window.methods = []; window.endless = [];"
                                    + " window.fetch = (path, options) => { methods.push(options.method);"
                                    + " options.signal || endless.push(options.method + ' ' + path); return sent(path, options); }; })()");

            // When
            page.go("bans");
            page.awaitText("main", "Nobody is banned");
            page.type("#ban-user", "5");
            page.click("form.filters .danger");
            page.awaitText(".notice", "is banned for");
            explains(page, "http://a/live/news/index.m3u8?token=u5", "VLC");

            // Then
            await("all of them")
                    .until(() ->
                            page.browser().evaluate("methods.join()").asText().contains("POST"));
            assertThat(page.browser().evaluate("methods.join()").asText()).contains("GET", "DELETE");
            assertThat(page.browser().evaluate("endless.join()").asText()).isEmpty();
        }
    }

    private static void hide(OperatorsPage page, boolean hidden) {
        page.browser()
                .evaluate("Object.defineProperty(document, 'hidden', {value: " + hidden + ", configurable: true})"
                        + " && document.dispatchEvent(new Event('visibilitychange'))");
    }

    @Test
    void aKickEndsTheViewing() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "5", "/live/news/index.m3u8");
            page.go("viewers");
            page.awaitText(".total", "1 viewer");
            page.click("tbody a");
            page.awaitText("dialog", "End this viewing");
            page.assertAccessible("a story");
            page.screenshot("story");

            // When
            page.click(".action:nth-of-type(1) button");

            // Then
            page.awaitText(".notice", "has ended");
            page.awaitText("main", "Nobody is watching");
            assertThat(answer(usher, "5", "/live/news/index.m3u8"))
                    .as("at once")
                    .isEqualTo(403);
            page.assertNothingWentWrong();
        }
    }

    /** As chapter 6 of the manual says: an edge refuses the next file, a media server is told to cut, or nobody stops the player. */
    @Test
    void whetherThePlayerStopsIsSaid() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher =
                        start(middleware, "", "deny-for: 1s", "nginx-rtmp: {control: \"http://127.0.0.1:1\"}");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            String uri = "X-Original-URI: /live/news/index.m3u8?token=u11";
            assertThat(usher.ask("/nginx", uri, "X-Real-IP: 203.0.113.11").status())
                    .isEqualTo(200);
            String play = "app=live&addr=203.0.113.12&clientid=12&call=play&name=news&token=u12";
            assertThat(usher.ask("/nginx-rtmp?" + play).status()).isEqualTo(200);
            watches(usher, "13", "/live/news/index.m3u8");

            // Then
            opens(page, "11");
            page.awaitText("dialog", "The player stops if the viewing ends");
            closes(page);
            opens(page, "12");
            page.awaitText("dialog", "The media server is told to cut the player");
            closes(page);
            opens(page, "13");
            page.awaitText("dialog", "The player plays on, even if the viewing ends here");
            assertThat(page.text("dialog")).doesNotContain("The player stops");

            // When
            page.click(".action:nth-of-type(1) button");

            // Then
            page.awaitText(".notice", "The session of Viewer 13 has ended. But 1 player plays on");

            // When
            opens(page, "11");
            page.click(".action:nth-of-type(4) button");

            // Then
            page.awaitText(".notice", "is banned for 1 hour");
            assertThat(page.text(".notice")).doesNotContain("plays on");
            page.assertNothingWentWrong();
        }
    }

    @Test
    void aWindowGivesTheFocusBackAndNotToTheUndoOfAnotherOrder() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "11", "/live/news/index.m3u8");
            watches(usher, "12", "/live/news/index.m3u8");
            opens(page, "11");
            page.click(".action:nth-of-type(4) button");
            page.awaitText(".notice", "is banned for 1 hour");
            page.awaitGone("dialog");
            assertThat(focused(page, "className")).isEqualTo("undo");

            // When
            page.awaitText(".total", "0 viewers");
            page.go("viewers?q=Viewer");
            page.awaitText(".total", "1 viewer");
            page.browser().evaluate("document.querySelector('tbody a').focus()");
            page.browser().press("\uE007");
            page.awaitText("dialog", "Viewer 12");
            page.browser().press("\uE00C");

            // Then
            page.awaitGone("dialog");
            assertThat(page.count(".undo")).isOne();
            assertThat(focused(page, "hash")).startsWith("#viewers/");

            // When
            page.browser().press("\uE007");
            page.awaitText("dialog", "Viewer 12");
            page.click("dialog a[href^=\"#why\"]");

            // Then
            page.awaitText("h1", "Why");
            await("the new view has the focus").until(() -> focused(page, "id").equals("main"));
            page.assertNothingWentWrong();
        }
    }

    /** A ban too many ends the sessions all the same. */
    @Test
    void whatWentWrongWithAnOrderStaysToBeRead() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "", "max-bans: 1", "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "11", "/live/news/index.m3u8");
            opens(page, "11");

            // When
            page.click(".action:nth-of-type(4) button");

            // Then
            page.awaitText("dialog", "This viewing is over");
            page.awaitText("dialog .failure", "sessions.max-bans");
            page.assertNothingWentWrong("409", "404");
        }
    }

    @Test
    void whenThePageThatIsShownIsGoneTheLastOneIsShown() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            for (int user = 1; user <= 101; user++) {
                watches(usher, Integer.toString(user), "/live/news/index.m3u8");
            }
            page.go("viewers");
            page.awaitText(".total", "101 viewers 1 to 100");
            page.click(".pager button:nth-of-type(4)");
            page.awaitText(".total", "101 to 101");

            // When
            page.browser().await("fetch('/api/users/own/50/sessions', {method: 'DELETE'}).then(r => done(r.status))");

            // Then
            page.awaitText(".total", "100 viewers");
            await("all of them").until(() -> page.count("tbody tr") == 100);
            assertThat(page.text("main")).doesNotContain("Nobody is watching");
            page.assertNothingWentWrong();
        }
    }

    /** The API skips no more than a million. */
    @Test
    void noPageIsOfferedThatTheApiRefuses() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText("header", "live");
            answers(page, "api/sessions", 200, "{\"sessions\": [], \"total\": 2000000, \"next\": null}");
            page.go("viewers");
            page.awaitText(".total", "2,000,000 viewers");

            // When
            page.click(".pager button:nth-of-type(4)");

            // Then
            page.awaitText(".total", "1,000,001 to");
            assertThat(page.count(".pager button:disabled")).as("next and last").isEqualTo(2);
            page.assertNothingWentWrong();
        }
    }

    @Test
    void aUrlIsExplainedWhateverCharactersAreInIt() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            explains(page, "https://live.example.com/live/news/index.m3u8?token=u5", "VLC");
            page.awaitText(".explanation", "/live/news/index.m3u8");

            // When
            explains(page, "https://live.example.com/live/\ud83d\ude80/index.m3u8?token=u5", "VLC");

            // Then
            page.awaitText(".explanation", "/live/%F0%9F%9A%80/index.m3u8");

            // When
            explains(page, "live/news", "VLC");

            // Then
            page.awaitText("#explain-mistake", "This is no complete URL");
            assertThat(page.count(".explanation")).isZero();
            assertThat(page.browser()
                            .await("import('/page/calls.js').then(({parse}) => done(parse('https://a/\\ud83d')))")
                            .isNull())
                    .as("half a character")
                    .isTrue();
            page.assertNothingWentWrong();
        }
    }

    @Test
    void onlyAFileThatIsRefusedIsSaidToBe() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.go("configuration");
            page.awaitText("main", "a reload would change nothing");
            answers(page, "api/reload", 503, "{\"message\": \"too much to do\", \"reason\": \"busy\"}");

            // When
            page.click("main .buttons button:nth-of-type(2)");

            // Then
            page.awaitText(".failure", "too much to do");
            assertThat(page.text("[aria-labelledby=reload]")).doesNotContain("put in force");

            // When
            Files.writeString(folder.resolve("usher.yaml"), "listen: nowhere\n");
            page.browser().evaluate("window.fetch = sent");
            page.click("main .buttons button:nth-of-type(2)");

            // Then
            page.awaitText("main", "The file can\u2019t be put in force");

            // When
            answers(page, "api/reload", 401, "{\"message\": \"the token is missing\", \"reason\": \"unauthorized\"}");
            page.click("main .buttons button:nth-of-type(2)");

            // Then
            page.awaitText("main", "Management token");
            page.assertNothingWentWrong("409");
        }
    }

    @Test
    void whoAsksWhyGoesOnInTheSameField() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "11", "/live/news/index.m3u8");
            watches(usher, "12", "/live/news/index.m3u8");
            page.go("why");
            await("both").until(() -> page.count(".decisions li") == 2);

            // When
            page.type("#why-user", "12\uE007");

            // Then
            await("one").until(() -> page.count(".decisions li") == 1);
            assertThat(focused(page, "id")).isEqualTo("why-user");

            // When
            page.go("why?client=203.0.113.11&answer=allow");

            // Then
            page.awaitText(".decisions", "203.0.113.11");
            assertThat(page.browser()
                            .evaluate(
                                    "['user', 'client', 'answer'].map(each => document.querySelector('#why-' + each).value).join()")
                            .asText())
                    .isEqualTo(",203.0.113.11,allow");
            page.assertNothingWentWrong();
        }
    }

    /** The page hears this wherever it asks for an address that begins so. */
    private static void answers(OperatorsPage page, String path, int status, String body) {
        page.browser()
                .evaluate("(() => { window.sent ||= window.fetch; window.fetch = (path, options) => path.startsWith('"
                        + path
                        + "') ? Promise.resolve(new Response('" + body + "', {status: " + status
                        + "})) : sent(path, options); })()");
    }

    /** The story of the viewer who has this number. */
    private static void opens(OperatorsPage page, String user) throws IOException, InterruptedException {
        page.go("viewers?q=Viewer " + user);
        page.awaitText("tbody", "Viewer " + user);
        await("nobody else").until(() -> page.count("tbody tr") == 1);
        page.click("tbody a");
        page.awaitText("dialog", "End this viewing");
    }

    private static void closes(OperatorsPage page) throws IOException, InterruptedException {
        page.browser().press("\uE00C");
        page.awaitGone("dialog");
    }

    /** Of the element that has the focus. */
    private static String focused(OperatorsPage page, String property) {
        return page.browser().evaluate("document.activeElement." + property).asText();
    }

    @Test
    void aPortalThatDiesAndComesBackIsSeenLive() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            page.awaitText(".card", "works");
            page.awaitText("main", "All is well");
            for (int user = 10; user < 60; user++) {
                watches(usher, Integer.toString(user), "/live/sport" + user + "/index.m3u8");
            }

            // When
            middleware.die();
            answer(usher, "5", "/live/news/index.m3u8");

            // Then
            page.awaitText(".card", "out");
            page.awaitText(".problems", "own");
            page.awaitText(".problems", "What to do:");
            page.assertAccessible("an outage");
            page.screenshot("outage");

            // When
            middleware.comeBack();

            // Then
            page.awaitText("main", "All is well");
            page.awaitText(".card", "works");
            page.assertNothingWentWrong();
        }
    }

    @TakesLong
    @Test
    void aDaemonThatIsAwayIsSaidAndFoundAgain() throws Exception {
        int callers = LoopbackPorts.free();
        int management = LoopbackPorts.free();
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES)) {
            Path file = configuration(middleware, callers, management, "", "deny-for: 1s", "");
            OperatorsPage page;
            try (UsherProcess usher = UnpackedUsher.built().start(file)) {
                page = OperatorsPage.open(usher, folder.resolve("profile"), "en");
                page.awaitText("header", "live");
                usher.kill();
            }
            try (page) {
                page.awaitText("[role=alert]", "can\u2019t be reached");
                page.assertAccessible("without a daemon");
                try (UsherProcess again = UnpackedUsher.built().start(file)) {
                    page.awaitText("header", "live");
                    page.awaitGone(".banner");
                    assertThat(again.management()).isEqualTo(management);
                }
            }
        }
    }

    @TakesLong
    @Test
    void everyViewIsForEverybody() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            for (int user = 1; user <= 30; user++) {
                watches(usher, Integer.toString(user), "/live/sport" + user + "/index.m3u8");
            }
            answer(usher, "", "/live/news/index.m3u8");
            for (String view : VIEWS) {
                page.go(view);
                awaitLoaded(page);
                for (boolean dark : new boolean[] {false, true}) {
                    page.dark(dark);
                    page.assertAccessible(view + (dark ? ", dark" : ", light"));
                    page.screenshot(view + (dark ? "-dark" : ""));
                }
                page.dark(false);
                page.size(360, 740);
                page.assertFits();
                page.assertAccessible(view + ", narrow");
                page.screenshot(view + "-360");
                page.size(1280, 900);
            }
            page.assertNothingWentWrong();
        }
    }

    @TakesLong
    @ParameterizedTest
    @CsvSource({
        "en, Who is watching, 2 viewers",
        "ru, \u041a\u0442\u043e \u0441\u043c\u043e\u0442\u0440\u0438\u0442, 2 \u0437\u0440\u0438\u0442\u0435\u043b\u044f",
        "es, Qui\u00e9n mira, 2 espectadores",
        "fr, Who is watching, 2 viewers"
    })
    void itSpeaksTheReadersLanguage(String language, String title, String viewers) throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), language)) {
            watches(usher, "5", "/live/news/index.m3u8");
            watches(usher, "6", "/live/news/index.m3u8");

            page.go("viewers");

            page.awaitText("h1", title);
            page.awaitText(".total", viewers);
            page.size(360, 740);
            for (String view : VIEWS) {
                page.go(view);
                awaitLoaded(page);
                page.assertFits();
            }
            page.assertAccessible(language);
            page.screenshot("now-" + language + "-360");
        }
    }

    @TakesLong
    @Test
    void theKeyboardIsEnough() throws Exception {
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // Given
            watches(usher, "5", "/live/news/index.m3u8");
            page.awaitText("header", "live");

            // When
            focus(page, "Who is watching");
            page.browser().press("\uE007");
            page.awaitText(".total", "1 viewer");
            focus(page, "5");
            assertThat(page.browser()
                            .evaluate("getComputedStyle(document.activeElement).outlineStyle")
                            .asText())
                    .as("the focus is seen")
                    .isEqualTo("solid");
            page.browser().press("\uE007");
            page.awaitText("dialog", "End this viewing");
            focus(page, "End this viewing");
            page.browser().press("\uE007");

            // Then
            page.awaitText("[role=status]", "has ended");
            page.assertNothingWentWrong();
        }
    }

    /** Presses the tabulator until an element with that text has the focus. */
    private static void focus(OperatorsPage page, String text) throws IOException, InterruptedException {
        for (int i = 0; i < 60; i++) {
            page.browser().press("\uE004");
            if (page.browser()
                    .evaluate("document.activeElement.innerText")
                    .asText()
                    .strip()
                    .equals(text)) {
                return;
            }
        }
        throw new AssertionError("the tabulator never comes to '" + text + "'");
    }

    /** The page's form and {@code usher explain} make the same call of a URL. */
    @TakesLong
    @ParameterizedTest
    @CsvSource({
        "alta",
        "astra",
        "nginx",
        "flussonic",
        "forward-auth",
        "envoy",
        "mediamtx",
        "srs",
        "nginx-rtmp",
        "antmedia",
        "mistserver",
        "zlmediakit"
    })
    void thePageExplainsAsTheCommandDoes(String kind) throws Exception {
        ObjectMapper json = new ObjectMapper();
        String url = "https://live.example.com:8443/live/sport%201/index.m3u8?token=u5&a=b%20c";
        try (NamingMiddleware middleware = NamingMiddleware.of(NAMES);
                UsherProcess usher = start(middleware, "");
                OperatorsPage page = OperatorsPage.open(usher, folder.resolve("profile"), "en")) {
            // When
            JsonNode byPage = page.browser()
                    .await("import('/page/calls.js').then(async ({describe, parse}) => { const call = describe('" + kind
                            + "', parse('" + url
                            + "'), {client: '203.0.113.9', agent: 'VLC', session: '77'}, '127.0.0.1');"
                            + " const answer = await fetch('/api/explain', {method: 'POST', body: JSON.stringify(call)});"
                            + " done(await answer.json()); })");
            String byCommand = UnpackedUsher.built()
                    .run(
                            "explain",
                            "-c",
                            folder.resolve("usher.yaml").toString(),
                            "--as",
                            kind,
                            url,
                            "--client",
                            "203.0.113.9",
                            "--user-agent",
                            "VLC",
                            "--session",
                            "77",
                            "--json")
                    .out();

            // Then
            assertThat(byPage).isEqualTo(json.readTree(byCommand));
            assertThat(byPage.get("unreadable").asText()).isEmpty();
        }
    }

    private static void explains(OperatorsPage page, String url, String agent) {
        page.go("why");
        page.awaitText("#explain", "What would Usher say?");
        page.browser()
                .evaluate("(() => { const form = document.querySelector('#explain-url').form;"
                        + " form.elements.url.value = '" + url + "'; form.elements.agent.value = '" + agent
                        + "'; form.requestSubmit(); })()");
    }

    private static void awaitLoaded(OperatorsPage page) {
        await("it is loaded")
                .until(() ->
                        !page.text("main").contains("\u2026") && page.count("main section, main table, main p") > 0);
    }

    private static void watches(UsherProcess usher, String user, String path) throws IOException {
        assertThat(answer(usher, user, path)).isEqualTo(200);
    }

    private static int answer(UsherProcess usher, String user, String path) throws IOException {
        return usher.ask(
                        "/cesbo?token=u" + user,
                        "X-Real-Path: " + path,
                        "X-Real-Ip: 203.0.113." + (user.isEmpty() ? "99" : user),
                        "X-Session-Id: " + user)
                .status();
    }

    private UsherProcess start(NamingMiddleware middleware, String management) throws IOException {
        return start(middleware, management, "deny-for: 1s", "");
    }

    private UsherProcess start(NamingMiddleware middleware, String management, String sessions, String dialects)
            throws IOException {
        return UnpackedUsher.built()
                .start(configuration(
                        middleware, LoopbackPorts.free(), LoopbackPorts.free(), management, sessions, dialects));
    }

    private Path configuration(
            NamingMiddleware middleware, int callers, int port, String management, String sessions, String dialects)
            throws IOException {
        return Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:%d
                data-dir: %s
                on-unavailable: deny
                management: {listen: "127.0.0.1:%d", %s}
                backends:
                  own: {type: http, address: "%s/check"}
                sessions: {%s}
                dialects: {%s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(
                        callers, folder.resolve("data"), port, management, middleware.address(), sessions, dialects));
    }
}
