package tv.usher.backend.iptvportal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendFactory;

class IptvportalIsFoundTest {

    @Test
    void theServiceLoaderFindsTheOnePublicFactory() {
        BackendFactory<?> factory =
                ServiceLoader.load(BackendFactory.class).findFirst().orElseThrow();

        assertThat(factory).isInstanceOf(IptvportalFactory.class);
        assertThat(factory.type()).isEqualTo("iptvportal");
        assertThat(Modifier.isPublic(factory.configType().getModifiers())).isFalse();
    }
}
