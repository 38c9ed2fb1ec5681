package tv.usher.backend.stalker;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendFactory;

class StalkerIsFoundTest {

    @Test
    void theServiceLoaderFindsTheOnePublicFactory() {
        BackendFactory<?> factory =
                ServiceLoader.load(BackendFactory.class).findFirst().orElseThrow();

        assertThat(factory).isInstanceOf(StalkerFactory.class);
        assertThat(factory.type()).isEqualTo("stalker");
        assertThat(Modifier.isPublic(factory.configType().getModifiers())).isFalse();
    }
}
