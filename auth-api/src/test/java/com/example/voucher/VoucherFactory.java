package com.example.voucher;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.Endpoint;

public final class VoucherFactory implements BackendFactory<VoucherConfig> {

    @Override
    public String type() {
        return "voucher";
    }

    @Override
    public Class<VoucherConfig> configType() {
        return VoucherConfig.class;
    }

    @Override
    public Backend create(VoucherConfig config) {
        return new VoucherBackend(Endpoint.of(config.address(), "/api/check"), config.grant());
    }
}
