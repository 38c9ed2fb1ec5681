package tv.usher.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import tv.usher.api.BackendFactory;

class HttpIsFoundTest {

    @Test
    void theServiceLoaderFindsTheOnePublicFactory() {
        BackendFactory<?> factory =
                ServiceLoader.load(BackendFactory.class).findFirst().orElseThrow();

        assertThat(factory).isInstanceOf(HttpFactory.class);
        assertThat(factory.type()).isEqualTo("http");
        assertThat(Modifier.isPublic(factory.configType().getModifiers())).isFalse();
    }
}
