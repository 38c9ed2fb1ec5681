package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A viewer can't override a parameter of the configured address, however a middleware reads names. */
class ConfiguredQueryWinsTest {

    private final Endpoint endpoint = Endpoint.of(URI.create("http://h/check?api_key=S"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api_key=x",
                "api_key",
                "API_KEY=x",
                "Api_Key=x",
                "api_k%65y=x",
                "%61pi%5Fkey=x",
                "api.key=x",
                "api+key=x",
                "api%20key=x",
                "+api_key=x",
                "%20api_key=x",
                "api_key[]=x",
                "api_key%5B%5D=x",
                "api_key[a][b]=x",
                "api_key[=x",
                "api[key=x",
                "api%5bkey=x",
                "api_key%00=x",
                "api_key%00[y=x",
                "a=1;api_key=x",
                "a=1;b=2;api[key=x;c=3",
                ";api_key=x",
                "api_key=x;a=1"
            })
    void viewersCopyIsDropped(String copy) {
        assertThat(endpoint.target(QueryString.of(copy + "&token=1"))).isEqualTo("/check?api_key=S&token=1");
        assertThat(endpoint.target(QueryString.of("token=1&" + copy))).isEqualTo("/check?api_key=S&token=1");
        assertThat(endpoint.target(QueryString.of(copy))).isEqualTo("/check?api_key=S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xapi_key=x", "api_keys=x", "api=x", "a=api_key", "a=1%3Bapi_key=x", "a=1%26api_key=x"})
    void otherParametersStay(String other) {
        assertThat(endpoint.target(QueryString.of(other))).isEqualTo("/check?api_key=S&" + other);
    }

    @Test
    void everyConfiguredNameIsGuarded() {
        Endpoint several = Endpoint.of(URI.create("http://h/?a=1;b=2&c&%64=4&e%5B%5D=5"));

        assertThat(several.target(QueryString.of("a=x&b=x&c=x&d=x&e=x&f=x")))
                .isEqualTo("/?a=1;b=2&c&%64=4&e%5B%5D=5&f=x");
    }
}
