package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new component of what plugins see breaks no plugin: nobody counts positions. */
class PluginsMakeValuesByNameTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                AccessRequest.class,
                BackendRequest.class,
                BackendResponse.class,
                RequestBody.class,
                Endpoint.class,
                Grant.class,
                QueryString.class,
                Secret.class
            })
    void noneHasAPublicConstructor(Class<?> value) {
        assertThat(value.getConstructors()).isEmpty();
        assertThat(Modifier.isFinal(value.getModifiers())).isTrue();
        assertThat(value.isRecord()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = {Verdict.Allow.class, Verdict.Deny.class, Verdict.Abstain.class, Verdict.Unavailable.class})
    void aVerdictIsMadeOfItsReasonOrGrantAlone(Class<?> verdict) {
        assertThat(Arrays.stream(verdict.getConstructors()))
                .isNotEmpty()
                .allMatch(constructor -> constructor.getParameterCount() == 1);
        assertThat(verdict.isRecord()).isFalse();
    }
}
