package com.example.xtream;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.Endpoint;

public final class XtreamFactory implements BackendFactory<XtreamConfig> {

    @Override
    public String type() {
        return "xtream";
    }

    @Override
    public Class<XtreamConfig> configType() {
        return XtreamConfig.class;
    }

    @Override
    public Backend create(XtreamConfig config) {
        return new XtreamBackend(Endpoint.of(config.address(), "/player_api.php"), config.grant());
    }
}
