package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.daemon.TestingPolicyServer.Asked;
import tv.usher.daemon.TestingPolicyServer.Said;

/** Each recipe of doc/recipes.md, as it stands there, against a stand-in that answers as that middleware does. */
class RecipesLetInWhomTheyShouldIT {

    private static final Map<String, Function<Asked, Said>> STAND_INS = Map.of(
            "panel", RecipesLetInWhomTheyShouldIT::panel,
            "opa", RecipesLetInWhomTheyShouldIT::opa,
            "pdp", RecipesLetInWhomTheyShouldIT::pdp,
            "fga", RecipesLetInWhomTheyShouldIT::fga,
            "cerbos", RecipesLetInWhomTheyShouldIT::cerbos,
            "shop", RecipesLetInWhomTheyShouldIT::shop,
            "telecomx", RecipesLetInWhomTheyShouldIT::telecomx,
            "script", RecipesLetInWhomTheyShouldIT::script);

    /** Whom each of them names for the viewer "good". */
    private static final Map<String, String> USERS = Map.of("panel", "good", "shop", "77", "telecomx", "d77");

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private static List<MarkdownBlock> recipes() throws IOException {
        return MarkdownBlock.ofDoc("recipes.md", "yaml");
    }

    @Test
    void noRecipeIsLeftOut() throws IOException {
        assertThat(recipes()).extracting(RecipesLetInWhomTheyShouldIT::name).hasSameElementsAs(STAND_INS.keySet());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void itDoes(MarkdownBlock recipe) throws Exception {
        String name = name(recipe);
        try (TestingPolicyServer middleware = TestingPolicyServer.with(STAND_INS.get(name));
                UsherProcess usher = USHER.start(write(recipe, middleware))) {
            // When
            CallerConnection.Answer good = ask(usher, name, "good");
            CallerConnection.Answer bad = ask(usher, name, "bad");
            CallerConnection.Answer broken = ask(usher, name, "broken");
            CallerConnection.Answer none =
                    usher.ask("/nginx", "X-Original-URI: /other/a.m3u8", "X-Real-IP: 203.0.113.7");

            // Then
            assertThat(good.status()).as("good").isEqualTo(200);
            assertThat(good.header("x-userid")).isEqualTo(USERS.getOrDefault(name, ""));
            assertThat(bad.status()).as("bad").isEqualTo(403);
            assertThat(broken.status()).as("broken").isEqualTo(503);
            assertThat(none.status()).as("who shows nothing").isEqualTo(403);

            // And: it is known by then
            int questions = middleware.asked().size();
            assertThat(ask(usher, name, "good").status()).isEqualTo(200);
            assertThat(middleware.asked().stream().skip(questions))
                    .noneMatch(asked -> asked.toString().contains("good"));

            // And: nobody reads who that was
            assertThat(usher.log()).noneMatch(line -> line.contains("p-of-good") || line.contains("/good/"));
            assertThat(usher.page("/api/sessions").body()).doesNotContain("p-of-good");
        }
    }

    @Test
    void explainShowsTheConditionThatFailedAndNoPassword() throws Exception {
        MarkdownBlock recipe = recipes().stream()
                .filter(block -> name(block).equals("panel"))
                .findAny()
                .orElseThrow();
        try (TestingPolicyServer middleware = TestingPolicyServer.with(STAND_INS.get("panel"))) {
            Path file = write(recipe, middleware);
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("{listen: 127.0.0.1:0}", "{listen: '127.0.0.1:" + LoopbackPorts.free() + "'}"));
            try (UsherProcess usher = USHER.start(file)) {
                String told = USHER.run(
                                "explain",
                                "-c",
                                file.toString(),
                                "--as",
                                "nginx",
                                "http://tv.example.com/live/odd/p-of-odd/5.ts",
                                "--ask")
                        .out();

                assertThat(told)
                        .contains(
                                "neither allow-when nor deny-when holds",
                                "/user_info/status is \"Paused\", not \"Active\"")
                        .doesNotContain("p-of-odd");
                assertThat(usher.log()).noneMatch(line -> line.contains("p-of-odd"));
            }
        }
    }

    @Test
    void everyMistakeInARecipeIsToldWithItsLine() throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), """
                on-unavailable: deny
                backends:
                  one:
                    type: http
                    address: http://127.0.0.1:6000
                    method: PUT
                    query: {token: "{token"}
                    allow-when:
                      json:
                        user_info/auth: 1
                        /user_info/status: {later-then: now}
                        /user_info/exp_date: {later-than: tomorrow}
                        /a: {greater: much}
                        /b: {in: []}
                      statuses: 200
                    grant-from: {user: "/a/~2", until: "x y"}
                  two:
                    type: http
                    address: http://127.0.0.1:6000
                    body: {input: ["{Token}"]}
                    allow-when: {status: 204}
                    deny-when: {status: often}
                  three: {type: http, address: "http://127.0.0.1:6000", allow-when: {}}
                  four: {type: http, address: "http://127.0.0.1:6000", deny-when: {status: 403}}
                  five: {type: http, address: "http://127.0.0.1:6000", allow-when: {status: 404}}
                  six: {type: http, address: "http://127.0.0.1:6000", headers: {Content-Length: "1"}}
                  seven: {type: http, address: "http://127.0.0.1:6000", method: GET, body: {}}
                access: [{ask: [one]}]
                """);

        String told = USHER.run("check", "-c", file.toString()).out().replace(file + ":", "");

        assertThat(told.lines())
                .contains(
                        "6:13: backends.one.method: 'PUT' is neither GET nor POST",
                        "11:9: backends.one.allow-when.json./user_info/status: has the unknown condition 'later-then'; known are"
                                + " absent, at-least, earlier-than, equals, exists, greater, in, later-than and or",
                        "12:9: backends.one.allow-when.json./user_info/exp_date: has a 'later-than' with something else than now",
                        "13:9: backends.one.allow-when.json./a: has 'greater' with something else than a number",
                        "14:9: backends.one.allow-when.json./b: has an empty list, which no value is in",
                        "20:5: backends.two.body: has a brace that is no part of a name such as {token}",
                        "22:17: backends.two.deny-when.status: is not a status, or a list of them, as in 200, [403, 404] or 4xx",
                        "24:3: backends.four: deny-when, abstain-when and grant-from need allow-when, which says whom the answer"
                                + " lets in",
                        "25:3: backends.five: allow-when: only the status 200 may let a viewer in",
                        "27:3: backends.seven: a body needs method: POST")
                .anyMatch(line ->
                        line.startsWith("7:") && line.contains("backends.one.query.token") && line.contains("brace"))
                .anyMatch(line -> line.startsWith("10:") && line.contains("is not a JSON pointer"))
                .anyMatch(line -> line.startsWith("15:") && line.contains("unknown key, did you mean 'status'?"))
                .anyMatch(line -> line.startsWith("16:") && line.contains("grant-from.user"))
                .anyMatch(line -> line.startsWith("16:") && line.contains("grant-from.until"))
                .anyMatch(line -> line.startsWith("23:") && line.contains("has no condition"))
                .anyMatch(line -> line.startsWith("26:") && line.contains("Content-Length"));
    }

    private Path write(MarkdownBlock recipe, TestingPolicyServer middleware) throws IOException {
        String ours = recipe.text()
                .replace(
                        "type: http",
                        "type: http\n    timeout: 30s\n    connect-timeout: 30s") // a busy machine is no outage
                .replaceFirst("address: https?://[^/\\s]+", "address: http://127.0.0.1:" + middleware.port())
                .replaceAll("\\$\\{[A-Z_]+}", "the-key");
        return ConfigText.write(folder, ours);
    }

    private static String name(MarkdownBlock recipe) {
        return recipe.text().lines().skip(1).findFirst().orElseThrow().strip().replace(":", "");
    }

    private static CallerConnection.Answer ask(UsherProcess usher, String name, String viewer) throws IOException {
        String uri = switch (name) {
            case "panel" -> "/live/" + viewer + "/p-of-" + viewer + "/5.ts";
            case "fga" -> "/live/" + viewer + "/sport1/index.m3u8";
            default -> "/live/sport1/index.m3u8?token=" + viewer;
        };
        return usher.ask("/nginx", "X-Original-URI: " + uri, "X-Real-IP: 203.0.113.7", "User-Agent: VLC");
    }

    private static Said panel(Asked asked) {
        assertThat(asked.target()).startsWith("/player_api.php?username=");
        boolean known = asked.parameter("password").equals("p-of-" + asked.parameter("username"));
        return switch (known ? asked.parameter("username") : "") {
            case "good" -> Said.json(account("Active", asked));
            case "bad" -> Said.json(account("Expired", asked));
            case "odd" -> Said.json(account("Paused", asked));
            case "broken" -> new Said(200, "<html>debug</html>");
            default -> Said.json("{\"user_info\":{\"auth\":0}}");
        };
    }

    private static String account(String status, Asked asked) {
        long end = Instant.now().getEpochSecond() + 3600;
        return "{\"user_info\":{\"username\":\"" + asked.parameter("username") + "\",\"password\":\""
                + asked.parameter("password") + "\",\"message\":\"\",\"auth\":1,\"status\":\"" + status
                + "\",\"exp_date\":\"" + end + "\",\"is_trial\":\"0\",\"active_cons\":\"1\",\"max_connections\":\"2\"},"
                + "\"server_info\":{\"url\":\"panel.example.com\",\"port\":\"80\",\"timestamp_now\":1899000000}}";
    }

    private static Said opa(Asked asked) {
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.head()).contains("\r\nContent-Type: application/json\r\n");
        return switch (asked.at("/input/token")) {
            case "good" -> Said.json("{\"result\":true,\"decision_id\":\"1\"}");
            case "broken" -> Said.json("{}");
            default -> Said.json("{\"result\":false}");
        };
    }

    private static Said pdp(Asked asked) {
        if (!asked.head().contains("\r\nAuthorization: Bearer the-key\r\n")) {
            return new Said(401, "unauthorized");
        }
        if (asked.at("/subject/type").isEmpty()
                || asked.at("/action/name").isEmpty()
                || asked.at("/resource/id").isEmpty()) {
            return new Said(400, "bad request");
        }
        return switch (asked.at("/subject/id")) {
            case "good" -> Said.json("{\"decision\":true}");
            case "broken" -> new Said(500, "error");
            default -> Said.json("{\"decision\":false,\"context\":{\"reason_admin\":{\"403\":\"no package\"}}}");
        };
    }

    private static Said fga(Asked asked) {
        assertThat(asked.at("/tuple_key/relation")).isEqualTo("viewer");
        return switch (asked.at("/tuple_key/user")) {
            case "user:good" -> Said.json("{\"allowed\":true,\"resolution\":\"\"}");
            case "user:broken" -> new Said(400, "{\"code\":\"validation_error\",\"message\":\"type not found\"}");
            default -> Said.json("{}");
        };
    }

    private static Said cerbos(Asked asked) {
        assertThat(asked.at("/resources/0/resource/id")).isIn("sport1", "usher-check");
        String effect = switch (asked.at("/principal/id")) {
            case "good" -> "EFFECT_ALLOW";
            case "broken" -> "EFFECT_UNSPECIFIED";
            default -> "EFFECT_DENY";
        };
        return Said.json("{\"requestId\":\"r1\",\"results\":[{\"resource\":{\"id\":\"sport1\",\"kind\":\"channel\"},"
                + "\"actions\":{\"play\":\"" + effect + "\"},\"validationErrors\":[]}],\"cerbosCallId\":\"01H\"}");
    }

    private static Said shop(Asked asked) {
        long end = Instant.now().getEpochSecond() + 3600;
        return switch (asked.parameter("token")) {
            case "good" ->
                Said.json("{\"code\":0,\"msg\":\"ok\",\"data\":{\"uid\":\"77\",\"expire\":" + end + ",\"max\":2}}");
            case "broken" -> Said.json("{\"code\":50000,\"msg\":\"maintenance\"}");
            default -> Said.json("{\"code\":40301,\"msg\":\"no subscription\",\"data\":null}");
        };
    }

    private static Said telecomx(Asked asked) {
        return switch (asked.parameter("token")) {
            case "good" ->
                Said.json("{\"_id\":\"d77\",\"deviceId\":\"x\",\"type\":\"ANDROID\",\"groups\":[],\"nPvr\":false}");
            case "broken" -> Said.json("{\"error\":\"internal_error\"}");
            default -> new Said(403, "{\"error\":\"access_denied\"}");
        };
    }

    private static Said script(Asked asked) {
        return switch (asked.parameter("token")) {
            case "good" -> new Said(200, "OK\n");
            case "broken" -> new Said(200, "<html>OK</html>");
            default -> new Said(200, "DENIED");
        };
    }
}
