package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.TestingRules;

/** T47: rules about parameters look at one parsed form of the query, so that a query of many parameters costs each rule next to nothing. */
class QueryIsReadOnceForAllRulesTest {

    private static final int RULES = 2000;
    private static final long ONE_PARSING = 500_000;

    @Test
    void manyParametersCostEachRuleALook() {
        // Given
        String access = IntStream.range(0, RULES)
                .mapToObj(i -> "- {then: deny, when: {parameter: {promo" + i + ": [yes]}}}\n")
                .collect(Collectors.joining());
        List<Rule> rules = TestingRules.access(access).stream()
                .map(settings -> new Rule("tested", settings.when().orElseThrow(), true))
                .toList();
        String query =
                IntStream.range(0, 255).mapToObj(i -> "%70" + i + "=" + i).collect(Collectors.joining("&"));
        failing(rules, AccessRequest.builder().query("a=1").build()); // loads the classes
        AccessRequest request = AccessRequest.builder().query(query).build();

        // When
        long before = allocated();
        long failing = failing(rules, request);
        long bytes = allocated() - before;

        // Then
        assertThat(failing).isEqualTo(RULES);
        assertThat(bytes).isLessThan(ONE_PARSING + RULES * 200L);
    }

    private static long failing(List<Rule> rules, AccessRequest request) {
        RequestFacts facts = new RequestFacts(request, "nginx", "127.0.0.1", Countries.NONE, List.of("token"));
        return rules.stream().filter(rule -> !rule.failing(facts).isEmpty()).count();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
