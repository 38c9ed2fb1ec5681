package com.example.voucher;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class VoucherContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        URI address = URI.create("http://vouchers.example.com");
        return new VoucherFactory().create(new VoucherConfig(address, Duration.ofHours(1)));
    }
}
