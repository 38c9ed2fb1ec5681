package tv.usher.backend.http;

import java.net.URI;
import java.util.List;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class HttpContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        URI address = URI.create("https://auth.example.com/check?realm=tv&api_key=4f0c9a");
        return new HttpFactory().create(TestingHttp.byConvention(address));
    }

    @Override
    protected List<String> secrets() {
        return List.of("4f0c9a");
    }
}
