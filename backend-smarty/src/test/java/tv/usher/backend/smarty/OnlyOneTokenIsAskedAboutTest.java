package tv.usher.backend.smarty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;

class OnlyOneTokenIsAskedAboutTest {

    @ParameterizedTest
    @ValueSource(strings = {"token=123", "token=a%2Fb+c&a=&x", "a=1&token=123"})
    void whateverItsShape(String query) {
        assertThat(question(query))
                .map(BackendRequest::target)
                .contains("/tvmiddleware/api/streamservice/token/check/?" + query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=1", "token", "token=", "token=1&token=2", "token=1&tok%65n=2", "token=1&a;token=2"})
    void noneOrSeveralAreNot(String query) {
        assertThat(question(query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"token[]=1", "Token=1", "tok%65n=1", "+token=1", "token%00=1", "a=1;token=1", "a=1&b;token=1"})
    void oneInDisguiseIsNot(String query) {
        assertThat(question(query)).isEmpty();
    }

    private static Optional<BackendRequest> question(String query) {
        return SmartyBackend.of(new SmartyConfig(URI.create("http://smarty.example.com"), Duration.ofHours(10)))
                .toRequest(AccessRequest.builder().query(query).build());
    }
}
