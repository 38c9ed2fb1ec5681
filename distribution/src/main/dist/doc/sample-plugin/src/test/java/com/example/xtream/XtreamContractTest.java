package com.example.xtream;

import java.net.URI;
import java.time.Duration;
import tv.usher.api.Backend;
import tv.usher.api.contract.BackendContract;

class XtreamContractTest extends BackendContract {

    @Override
    protected Backend backend() {
        URI address = URI.create("http://panel.example.com");
        return new XtreamFactory().create(new XtreamConfig(address, Duration.ofMinutes(10)));
    }
}
