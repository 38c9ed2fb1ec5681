package tv.usher.backend.stalker;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;

/** Makes backends of the type {@code stalker}. */
public final class StalkerFactory implements BackendFactory<StalkerConfig> {

    @Override
    public String type() {
        return "stalker";
    }

    @Override
    public Class<StalkerConfig> configType() {
        return StalkerConfig.class;
    }

    @Override
    public Backend create(StalkerConfig config) {
        return StalkerBackend.of(config);
    }
}
