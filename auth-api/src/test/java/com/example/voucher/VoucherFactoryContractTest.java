package com.example.voucher;

import tv.usher.api.BackendFactory;
import tv.usher.api.contract.FactoryContract;

class VoucherFactoryContractTest extends FactoryContract {

    @Override
    protected BackendFactory<?> factory() {
        return new VoucherFactory();
    }
}
