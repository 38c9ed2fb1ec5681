package tv.usher.backend.iptvportal;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class IptvportalContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        return new IptvportalFactory()
                .create(new IptvportalConfig(URI.create("https://go.iptvportal.cloud"), Duration.ofHours(1)));
    }
}
