package tv.usher.backend.http.panel;

import java.util.List;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;
import tv.usher.backend.http.TestingHttp;

/** A panel of Xtream's kind, told by configuration alone, keeps what every plugin keeps. */
class PanelContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        return TestingHttp.panelBackend();
    }

    @Override
    protected List<String> secrets() {
        return List.of();
    }
}
