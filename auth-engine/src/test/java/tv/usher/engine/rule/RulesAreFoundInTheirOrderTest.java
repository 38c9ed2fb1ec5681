package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.TestingRules;

/** The index is only faster: looking at all rules in the order of the file is what it must equal. */
class RulesAreFoundInTheirOrderTest {

    private static final String[] SEGMENTS = {"a", "b", "ab", "abc", "vip"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverTheRulesAndTheQuestion(long seed) {
        // Given
        Random random = new Random(seed);
        StringBuilder access = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(200); i++) {
            access.append("- {name: r")
                    .append(i)
                    .append(", then: deny")
                    .append(randomWhen(random))
                    .append("}\n");
        }
        List<Rule> rules = rules(access.toString());
        RuleIndex index = new RuleIndex(rules);
        int found = 0;

        for (int i = 0; i < 500; i++) {
            // When
            AccessRequest request = randomRequest(random);
            int first = index.first(facts(request));

            // Then
            assertThat(first).as("%s of\n%s", request, access).isEqualTo(linear(rules, request));
            found += first < 0 ? 0 : 1;
        }
        assertThat(found).isPositive();
    }

    @Test
    void manyRulesThatBeginAlike() {
        // Given
        StringBuilder access = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            access.append("- {then: deny, when: {path: [\"/live/ch").append(i).append("/**\"]}}\n");
        }
        access.append("- {then: allow, when: {path: [\"/live/**\"]}}\n- {then: deny}\n");
        List<Rule> rules = rules(access.toString());
        RuleIndex index = new RuleIndex(rules);

        // Then
        assertThat(index.first(asked("/live/ch2999/index.m3u8"))).isEqualTo(2_999);
        assertThat(index.first(asked("/live/ch29990/index.m3u8"))).isEqualTo(3_000);
        assertThat(index.first(asked("/other"))).isEqualTo(3_001);
        assertThat(index.first(asked(""))).isEqualTo(3_001);
    }

    private static int linear(List<Rule> rules, AccessRequest request) {
        for (Rule rule : rules) {
            if (rule.holds(facts(request))) {
                return rules.indexOf(rule);
            }
        }
        return -1;
    }

    private static List<Rule> rules(String yaml) {
        return TestingRules.access(yaml).stream()
                .map(settings -> new Rule("", settings.when().orElse(ConditionSettings.ALWAYS), true))
                .toList();
    }

    private static RequestFacts asked(String path) {
        return facts(AccessRequest.builder().path(path).build());
    }

    private static RequestFacts facts(AccessRequest request) {
        return new RequestFacts(request, "nginx", "127.0.0.1", Countries.NONE, List.of("token"));
    }

    private static String randomWhen(Random random) {
        StringBuilder when = new StringBuilder();
        if (random.nextInt(2) == 0) {
            add(when, "path", "'" + randomGlob(random) + "'", "'" + randomGlob(random) + "'");
        }
        if (random.nextInt(3) == 0) {
            add(when, "address", randomRange(random), randomRange(random));
        }
        if (random.nextInt(4) == 0) {
            add(when, "channel", "'" + SEGMENTS[random.nextInt(5)] + (random.nextBoolean() ? "*" : "") + "'");
        }
        if (random.nextInt(6) == 0) {
            add(when, "not-path", "'" + randomGlob(random) + "'");
        }
        if (random.nextInt(6) == 0) {
            add(when, "not-address", randomRange(random));
        }
        boolean rarelyAlways = when.isEmpty() && random.nextInt(20) > 0;
        return rarelyAlways ? ", when: {action: [publish]}" : when.isEmpty() ? "" : ", when: {" + when + "}";
    }

    private static void add(StringBuilder when, String key, String... values) {
        when.append(when.isEmpty() ? "" : ", ").append(key).append(": ").append(List.of(values));
    }

    private static String randomGlob(Random random) {
        String path = randomPath(random);
        return switch (random.nextInt(5)) {
            case 0 -> path;
            case 1 -> path + "*";
            case 2 -> path + "/**";
            case 3 -> "/*" + path;
            default -> "**" + path;
        };
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            path.append('/').append(SEGMENTS[random.nextInt(5)]);
        }
        return path.toString();
    }

    private static String randomRange(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "10.0.0.0/8";
            case 1 -> "10." + random.nextInt(4) + ".0.0/16";
            case 2 -> "10." + random.nextInt(4) + ".0." + random.nextInt(4);
            default -> "\"2001:db8:" + random.nextInt(4) + "::/48\"";
        };
    }

    private static AccessRequest randomRequest(Random random) {
        AccessRequest.Builder request = AccessRequest.builder();
        if (random.nextInt(8) > 0) {
            request.path(randomPath(random));
        }
        if (random.nextInt(8) > 0) {
            request.clientAddress(
                    random.nextBoolean()
                            ? "10." + random.nextInt(5) + ".0." + random.nextInt(5)
                            : "2001:db8:" + random.nextInt(5) + "::1");
        }
        if (random.nextInt(4) > 0) {
            request.channel(SEGMENTS[random.nextInt(5)]);
        }
        return request.build();
    }
}
