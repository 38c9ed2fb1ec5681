package tv.usher.backend.smarty;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendFactory;

class SmartyIsFoundTest {

    @Test
    void theServiceLoaderFindsTheOnePublicFactory() {
        BackendFactory<?> factory =
                ServiceLoader.load(BackendFactory.class).findFirst().orElseThrow();

        assertThat(factory).isInstanceOf(SmartyFactory.class);
        assertThat(factory.type()).isEqualTo("smarty");
        assertThat(Modifier.isPublic(factory.configType().getModifiers())).isFalse();
    }
}
