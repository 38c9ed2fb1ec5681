package tv.usher.engine.util;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;

class CodesAreStableTest {

    @ParameterizedTest
    @EnumSource
    void eachIsFoundByItsCode(ReasonCode code) {
        assertThat(ReasonCode.of(code.with("text").code())).contains(code);
    }

    @Test
    void aCodeOfAPluginIsNoneOfOurs() {
        assertThat(ReasonCode.of("code-of-a-plugin")).isEmpty();
        assertThat(ReasonCode.of("")).isEmpty();
    }

    @Test
    void thoseOfTheApiAreAmongThem() {
        Stream<Reason> byStatus = Stream.of(204, 301, 403, 429, 500)
                .map(status -> Verdict.Deny.byStatus(BackendResponse.of(status)).reason());
        Stream<Reason> byText = Stream.of(
                new Verdict.Deny("no").reason(),
                new Verdict.Abstain("no").reason(),
                new Verdict.Unavailable("no").reason());

        assertThat(Stream.concat(byStatus, byText))
                .allMatch(reason -> ReasonCode.of(reason.code()).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void aRemedyContinuesASentence(ReasonCode code) {
        assertThat(code.remedy()).isNotBlank().doesNotContainPattern("[.?!;]$").doesNotContain("\n");
    }
}
