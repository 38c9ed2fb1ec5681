package tv.usher.backend.iptvportal;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class IptvportalFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new IptvportalFactory();
    }
}
