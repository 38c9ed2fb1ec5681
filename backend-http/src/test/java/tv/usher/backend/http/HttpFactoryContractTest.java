package tv.usher.backend.http;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class HttpFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new HttpFactory();
    }
}
