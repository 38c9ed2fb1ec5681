package tv.usher.backend.http;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;

/** Makes backends of the type {@code http}. */
public final class HttpFactory implements BackendFactory<HttpConfig> {

    @Override
    public String type() {
        return "http";
    }

    @Override
    public Class<HttpConfig> configType() {
        return HttpConfig.class;
    }

    @Override
    public Backend create(HttpConfig config) {
        return HttpBackend.of(config);
    }
}
