package tv.usher.backend.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class HttpContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        URI address = URI.create("https://auth.example.com/check?realm=tv&api_key=4f0c9a");
        return new HttpFactory().create(new HttpConfig(address, Duration.ofMinutes(3), true));
    }

    @Override
    protected List<String> secrets() {
        return List.of("4f0c9a");
    }
}
