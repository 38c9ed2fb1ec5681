package tv.usher.backend.smarty;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class SmartyContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        return new SmartyFactory()
                .create(new SmartyConfig(URI.create("http://smarty.example.com"), Duration.ofHours(10)));
    }
}
