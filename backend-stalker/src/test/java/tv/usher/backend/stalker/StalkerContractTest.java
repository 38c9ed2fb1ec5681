package tv.usher.backend.stalker;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class StalkerContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        return new StalkerFactory()
                .create(new StalkerConfig(
                        URI.create("http://mw.example.com/stalker_portal"),
                        Duration.ofHours(10),
                        Pattern.compile("[0-9a-f]{32}")));
    }
}
