package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesAreCheckedAtStartTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mw.example.com",
                "/check",
                "",
                "ftp://h/",
                "file:///etc/passwd",
                "unix:/run/mw.sock",
                "http:h",
                "http:///check",
                "http://my_host/",
                "http://h:0/",
                "http://h:65536/",
                "http://user:hidden@h/",
                "http://h/#hidden"
            })
    void whatCannotBeAskedIsRefused(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(URI.create(address)))
                .withMessageNotContaining("hidden");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(URI.create(address), "/known"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, false, h, 80, /",
        "HTTPS://H/x, true, H, 443, /x",
        "http://h:6000?a=1, false, h, 6000, /",
        "https://[::1]:8443/x/, true, [::1], 8443, /x/",
        "http://h/%2F/a%20b, false, h, 80, /%2F/a%20b",
        "http://h/\u043a?\u043a=1, false, h, 80, /%D0%BA"
    })
    void theAddressIsTakenAsItIs(URI address, boolean tls, String host, int port, String path) {
        Endpoint endpoint = Endpoint.of(address);

        assertThat(endpoint.isTls()).isEqualTo(tls);
        assertThat(endpoint.host()).isEqualTo(host);
        assertThat(endpoint.port()).isEqualTo(port);
        assertThat(endpoint.path()).isEqualTo(path);
        assertThat(endpoint.target(QueryString.EMPTY)).isASCII();
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, /auth/arescrypt/, /auth/arescrypt/",
        "http://h/, /auth/arescrypt/, /auth/arescrypt/",
        "http://h/portal//, /auth/arescrypt/, /portal/auth/arescrypt/",
        "http://h/auth/arescrypt/, /auth/arescrypt/, /auth/arescrypt/",
        "http://h/auth/arescrypt, /auth/arescrypt/, /auth/arescrypt/",
        "http://h/auth/flussonic/arescrypt, /auth/arescrypt/, /auth/flussonic/arescrypt/",
        "http://h/notarescrypt, /auth/arescrypt/, /notarescrypt/auth/arescrypt/",
        "http://h/p, /server/check.php, /p/server/check.php",
        "http://h/p/server/check.php, /server/check.php, /p/server/check.php"
    })
    void aBaseAndACompleteAddressBothWork(URI address, String knownPath, String path) {
        assertThat(Endpoint.of(address, knownPath).path()).isEqualTo(path);
    }

    /** T54: of each middleware. */
    @ParameterizedTest
    @CsvSource({
        "/server/load.php, /server/check.php",
        "/portal/other.php, /server/check.php",
        "/portal/index.HTML, /server/check.php",
        "/portal/server/, /server/check.php",
        "/auth, /auth/arescrypt/",
        "/auth/nginx/, /auth/arescrypt/",
        "/index.php, /auth/arescrypt/",
        "/tvmiddleware/api/login/, /tvmiddleware/api/streamservice/token/check/",
        "/tvmiddleware/api/streamservice/token/create/, /tvmiddleware/api/streamservice/token/check/",
        "/index.html, /check"
    })
    void anotherScriptIsRefusedWithTheRightOneNamed(String path, String knownPath) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(URI.create("http://h" + path + "?key=hidden"), knownPath))
                .withMessageContaining("asked at " + knownPath)
                .withMessageNotContaining("hidden");
    }

    @Test
    void theConfiguredQueryIsNeverShown() {
        Endpoint endpoint = Endpoint.of(URI.create("https://h:8443/check?key=hidden"));

        assertThat(endpoint).hasToString("https://h:8443/check");
        assertThat(endpoint.get(AccessRequest.builder().query("token=hidden").build())
                        .toString())
                .doesNotContain("hidden");
    }
}
