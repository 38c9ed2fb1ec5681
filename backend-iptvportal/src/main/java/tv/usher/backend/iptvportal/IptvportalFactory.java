package tv.usher.backend.iptvportal;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;

/** Makes backends of the type {@code iptvportal}. */
public final class IptvportalFactory implements BackendFactory<IptvportalConfig> {

    @Override
    public String type() {
        return "iptvportal";
    }

    @Override
    public Class<IptvportalConfig> configType() {
        return IptvportalConfig.class;
    }

    @Override
    public Backend create(IptvportalConfig config) {
        return IptvportalBackend.of(config);
    }
}
