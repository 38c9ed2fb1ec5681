package tv.usher.backend.smarty;

import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;

/** Makes backends of the type {@code smarty}. */
public final class SmartyFactory implements BackendFactory<SmartyConfig> {

    @Override
    public String type() {
        return "smarty";
    }

    @Override
    public Class<SmartyConfig> configType() {
        return SmartyConfig.class;
    }

    @Override
    public Backend create(SmartyConfig config) {
        return SmartyBackend.of(config);
    }
}
