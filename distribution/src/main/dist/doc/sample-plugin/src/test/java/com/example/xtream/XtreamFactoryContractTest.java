package com.example.xtream;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class XtreamFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new XtreamFactory();
    }
}
