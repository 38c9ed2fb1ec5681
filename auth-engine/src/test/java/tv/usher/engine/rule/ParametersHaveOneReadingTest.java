package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.decision.TestingRules;

/**
 * T14: names are read as the most lenient middleware reads them, and of several of one name each counts. So no spelling of a parameter
 * gets past a rule that any middleware would understand as that parameter.
 */
class ParametersHaveOneReadingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "promo=1",
                "promo",
                "promo=",
                "Promo=1",
                "PROMO=1",
                "pr%6fmo=1",
                "+promo=1",
                "%20promo=1",
                "promo[]=1",
                "promo[a]=1",
                "promo%5B%5D=1",
                "promo%00x=1",
                "a=1&promo=1",
                "a=1;promo=1",
                "a;promo",
                "&&promo=1&",
                "promo=1&promo=2"
            })
    void inEverySpellingItIsThere(String query) {
        assertThat(holds("parameter: {promo: []}", query)).isTrue();
        assertThat(holds("parameter: {Promo: []}", query)).isTrue();
        assertThat(holds("not-parameter: {promo: []}", query)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "promos=1", "xpromo=1", "a=promo", "a=promo=1", "promo%3D1", "pro%2500mo=1"})
    void whatIsAnotherNameIsNot(String query) {
        assertThat(holds("parameter: {promo: []}", query)).isFalse();
        assertThat(holds("not-parameter: {promo: []}", query)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "device=stb, true",
        "device=%73tb, true",
        "device=tv&device=stb, true",
        "device=stb&device=tv, true",
        "device=tv;device=stb, true",
        "device[]=stb, true",
        "device=STB, false",
        "device=stb%00, false",
        "device=stb%20, false",
        "device=tv, false",
        "device, false"
    })
    void ofSeveralEachCounts(String query, boolean holds) {
        assertThat(holds("parameter: {device: [stb]}", query)).isEqualTo(holds);
        assertThat(holds("not-parameter: {device: [stb]}", query)).isEqualTo(!holds);
    }

    @Test
    void whatIsCheckedIsRememberedAndSentAsItCame() {
        // Given
        TestingAuthority portal =
                TestingAuthority.says("portal", new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));
        Decider decider = TestingRules.everyoneAsks(TestingContext.remembering(), portal);
        List<String> queries = List.of(
                "token=a",
                "Token=a",
                "tok%65n=a",
                "token[]=a",
                "token=a&token=b",
                "token=b&token=a",
                "token=a;token=b");

        // When
        queries.forEach(query -> decide(decider, query));
        List<Boolean> known =
                queries.stream().map(query -> decide(decider, query).isKnown()).toList();

        // Then
        assertThat(portal.questions()).extracting(asked -> asked.query().raw()).containsExactlyElementsOf(queries);
        assertThat(known).containsOnly(true);
    }

    private static Decision decide(Decider decider, String query) {
        return decider.decide(TestingRequests.of(AccessRequest.builder()
                        .clientAddress("203.0.113.7")
                        .path("/live/a001/index.m3u8")
                        .query(query)
                        .build()))
                .join();
    }

    private static boolean holds(String condition, String query) {
        AccessRequest request = AccessRequest.builder().query(query).build();
        return new Rule("tested", TestingRules.when(condition), true)
                .failing(new RequestFacts(request, "nginx", "127.0.0.1", Countries.NONE, List.of("token")))
                .isEmpty();
    }
}
