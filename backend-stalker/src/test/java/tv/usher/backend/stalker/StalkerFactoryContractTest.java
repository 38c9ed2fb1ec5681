package tv.usher.backend.stalker;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class StalkerFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new StalkerFactory();
    }
}
