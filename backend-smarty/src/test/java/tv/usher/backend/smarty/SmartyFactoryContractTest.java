package tv.usher.backend.smarty;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class SmartyFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new SmartyFactory();
    }
}
