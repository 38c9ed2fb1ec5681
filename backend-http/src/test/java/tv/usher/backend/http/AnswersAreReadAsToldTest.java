package tv.usher.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static tv.usher.backend.http.TestingHttp.account;
import static tv.usher.backend.http.TestingHttp.answer;
import static tv.usher.backend.http.TestingHttp.panel;
import static tv.usher.backend.http.TestingHttp.viewer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

class AnswersAreReadAsToldTest {

    private static final String GOOD = account("1", "\"Active\"", "\"1893459600\"", "\"2\"");

    @Test
    void aGoodAccountPlaysOnItsTerms() {
        assertThat(judge(GOOD))
                .isEqualTo(new Verdict.Allow(
                        Grant.lasting(Duration.ofHours(1)).user("anna").maxSessions(2)));
        assertThat(judge(account("1", "\"Active\"", "\"1893456010\"", "0")))
                .isEqualTo(
                        new Verdict.Allow(Grant.lasting(Duration.ofSeconds(10)).user("anna")));
        assertThat(judge(account("1.0", "\"Active\"", "null", "3")))
                .isEqualTo(new Verdict.Allow(
                        Grant.lasting(Duration.ofHours(1)).user("anna").maxSessions(3)));
        assertThat(judge(account("1", "\"Active\"", "1893456010000", "3")))
                .as("in milliseconds")
                .isEqualTo(new Verdict.Allow(
                        Grant.lasting(Duration.ofSeconds(10)).user("anna").maxSessions(3)));
    }

    @Test
    void aBadOneIsKeptOut() {
        assertThat(judge("{\"user_info\":{\"auth\":0}}")).isInstanceOf(Verdict.Deny.class);
        assertThat(panel().interpret(
                                viewer(), answer("{\"user_info\":{\"auth\":0}}").status(401)))
                .isInstanceOf(Verdict.Deny.class);
    }

    /** Neither allow nor deny: it isn't the middleware's answer, and the reason says what was met. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|\"Expired\"|null|1|/user_info/status is \"Expired\", not \"Active\"; deny-when: /user_info/auth is 1, not 0",
                "1|\"Active\"|\"1893455999\"|1|/user_info/exp_date is \"1893455999\", not later than now or null",
                "1|\"Active\"|\"soon\"|1|/user_info/exp_date is \"soon\"",
                "true|\"Active\"|null|1|/user_info/auth is true, not 1",
                "\"1\"|\"Active\"|null|1|/user_info/auth is \"1\", not 1",
                "1|\"Active\"|null|\"unlimited\"|grant-from: /user_info/max_connections is \"unlimited\", not a whole number",
                "1|\"Active\"|null|null|grant-from: /user_info/max_connections is null",
                "1|\"Active\"|null|-1|grant-from: /user_info/max_connections is -1",
                "1|\"Active\"|null|1e999|grant-from: /user_info/max_connections",
                "1|\"s3cret\"|null|1|/user_info/status is ***, not \"Active\"",
                "1|\"say s3cret\"|null|1|/user_info/status is ***, not \"Active\"",
            })
    void whatIsNeitherIsUndecided(String auth, String status, String end, String connections, String why) {
        Verdict verdict = judge(account(auth, status, end, connections));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Unavailable.class, undecided -> {
            assertThat(undecided.reason().code()).isEqualTo("foreign-answer");
            assertThat(undecided.reason().text()).contains(why).doesNotContain("s3cret", "anna");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "<html>maintenance</html>",
                "{\"user_info\":[]}",
                "{\"user_info\":null}",
                "\"{\\\"user_info\\\":{\\\"auth\\\":1}}\""
            })
    void whatIsNoAnswerOfThePanelIsUndecided(String body) {
        assertThat(judge(body)).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void namesThatStandTwiceMakeItNoJson() {
        String twice = GOOD.replace("\"auth\":1", "\"auth\":0,\"auth\":1");

        assertThat(judge(twice)).isInstanceOf(Verdict.Unavailable.class);
        assertThat(judge(GOOD + "{}")).isInstanceOf(Verdict.Unavailable.class);
        assertThat(judge("[".repeat(5000) + "]".repeat(5000))).isInstanceOf(Verdict.Unavailable.class);
        assertThat(judge(GOOD.replace("\"url\"", "\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"url\"")))
                .isInstanceOf(Verdict.Unavailable.class);
    }

    /** A few characters that would be a gigabyte when written out, or would take minutes to round. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "-1e999999999",
                "0e999999999",
                "1e1001",
                "1e-1001",
                "1e-500000000",
                "1e-999999999",
                "1e99999999999",
                "1e-99999999999"
            })
    void numbersOutOfAllProportionMakeItNoJson(String number) {
        assertThat(JsonDocument.read(number)).isEmpty();
        for (String value : List.of("\"x\"", "1", "\"1893459600\"", "\"2\"", "\"anna\"")) {
            String hostile = GOOD.replaceFirst(Pattern.quote(value), number);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(judge(hostile))
                            .as("in place of %s", value)
                            .isInstanceOf(Verdict.Unavailable.class));
        }
    }

    @Test
    void largeNumbersAreRead() {
        assertThat(JsonDocument.read("[1e1000, 1e-1000]")).isPresent();
        assertThat(judge(GOOD.replace("\"x\"", "1e1000"))).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void onlyTheStatus200LetsIn() {
        for (int status : new int[] {201, 202, 204, 302, 401, 403, 404, 500, 503}) {
            assertThat(panel().interpret(viewer(), answer(GOOD).status(status)))
                    .as("status %d", status)
                    .isInstanceOf(Verdict.Unavailable.class);
        }
    }

    /** No truncated, malformed or retyped document lets anybody in. */
    @Test
    void noBrokenAnswerLetsAnybodyIn() {
        for (int end = 0; end < GOOD.length(); end++) {
            assertThat(judge(GOOD.substring(0, end))).as("cut at %d", end).isNotInstanceOf(Verdict.Allow.class);
        }
        for (String value : List.of("1", "\"Active\"", "\"1893459600\"", "\"2\"", "\"anna\"")) {
            for (String retyped : List.of(
                    "\"\"",
                    "true",
                    "false",
                    "[]",
                    "{}",
                    "[" + value + "]",
                    "{\"x\":" + value + "}",
                    "\"unlimited\"",
                    "\"Привет\"",
                    "\" 1\"",
                    "\"1 \"",
                    "-1",
                    "1e400",
                    "NaN",
                    "0x1",
                    "'1'",
                    "undefined",
                    "")) {
                String broken = GOOD.replaceFirst(Pattern.quote(value), Matcher.quoteReplacement(retyped));
                boolean isName = value.equals("\"anna\"") && retyped.matches("\"[^\"]+\"|-1");
                boolean isNoEnd = value.equals("\"1893459600\"") && retyped.equals("\"\"");
                if (!isName && !isNoEnd) {
                    assertThat(judge(broken)).as("%s as %s", value, retyped).isNotInstanceOf(Verdict.Allow.class);
                }
            }
        }
    }

    /** Whatever bytes are changed: who is let in has an account that is alive by the document's own words. */
    @Test
    void whoeverIsLetInHasALiveAccountInTheDocument() {
        Random random = new Random(15);
        int allowed = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder changed = new StringBuilder(GOOD);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(changed.length());
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, "\"{}[]:,019-.eEtfn \\u".charAt(random.nextInt(20)));
                    case 1 -> changed.deleteCharAt(at);
                    default -> changed.insert(at, "\"{}[]:,019-.eEtfn \\u".charAt(random.nextInt(20)));
                }
            }
            if (judge(changed.toString()) instanceof Verdict.Allow) {
                allowed++;
                Object info = Pointer.parse("/user_info").in(JsonDocument.read(changed.toString()));
                assertThat(info)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("status", "Active")
                        .satisfies(map -> assertThat(JsonDocument.equal(map.get("auth"), TestingHttp.number(1)))
                                .isTrue());
            }
        }
        assertThat(allowed).as("some changes stand where nobody looks").isPositive();
    }

    private static Verdict judge(String body) {
        return panel().interpret(viewer(), answer(body));
    }

    @Test
    void momentsAreReadInEachForm() {
        ValueCondition later = ValueCondition.parse(Map.of("later-than", "now"));
        ValueCondition earlier = ValueCondition.parse(Map.of("earlier-than", "now"));

        for (Object after :
                List.of(TestingHttp.number(1893456001), "1893456001", "1893456000001", "2030-01-01T01:00:01+01:00")) {
            assertThat(later.holds(after, TestingHttp.NOW)).as("%s", after).isTrue();
            assertThat(earlier.holds(after, TestingHttp.NOW)).as("%s", after).isFalse();
        }
        for (Object before : List.of(TestingHttp.number(1893455999), "1893455999", "2029-12-31T23:59:59Z")) {
            assertThat(earlier.holds(before, TestingHttp.NOW)).as("%s", before).isTrue();
            assertThat(later.holds(before, TestingHttp.NOW)).as("%s", before).isFalse();
        }
        for (Object none : List.of(
                "",
                "0",
                TestingHttp.number(0),
                "-1",
                "tomorrow",
                "2030-01-01 00:00:00",
                Nothing.NULL,
                Nothing.MISSING,
                List.of(),
                true)) {
            assertThat(later.holds(none, TestingHttp.NOW)).as("%s", none).isFalse();
            assertThat(earlier.holds(none, TestingHttp.NOW)).as("%s", none).isFalse();
        }
    }

    @Test
    void operatorsOfConditions() {
        List<String> met = new ArrayList<>();
        Map<String, Object> tests = Map.of(
                "equals", Map.of("equals", List.of()),
                "in", Map.of("in", List.of("a", TestingHttp.number(2))),
                "exists", Map.of("exists", true),
                "absent", Map.of("absent", true),
                "greater", Map.of("greater", TestingHttp.number(2)),
                "at-least", Map.of("at-least", TestingHttp.number(2)));
        for (Object found : List.of(
                List.of(),
                "a",
                TestingHttp.number(2),
                TestingHttp.number(3),
                "3",
                "x",
                Nothing.NULL,
                Nothing.MISSING)) {
            tests.forEach((name, test) -> {
                if (ValueCondition.parse(test).holds(found, TestingHttp.NOW)) {
                    met.add(name + " " + (found instanceof Nothing ? found : Shown.of(found)));
                }
            });
        }

        assertThat(met)
                .containsExactlyInAnyOrder(
                        "equals []",
                        "in \"a\"",
                        "in 2",
                        "exists []",
                        "exists \"a\"",
                        "exists 2",
                        "exists 3",
                        "exists \"3\"",
                        "exists \"x\"",
                        "exists NULL",
                        "absent MISSING",
                        "greater 3",
                        "greater \"3\"",
                        "at-least 2",
                        "at-least 3",
                        "at-least \"3\"");
    }
}
