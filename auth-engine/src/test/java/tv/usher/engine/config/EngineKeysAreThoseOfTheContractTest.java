package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.usher.api.contract.EngineKeys;

/** A plugin's author hears from the contract what Usher would refuse at start. */
class EngineKeysAreThoseOfTheContractTest {

    @Test
    void allOfThem() {
        assertThat(EngineKeys.ALL)
                .contains("type")
                .containsAll(BackendsBinder.COMMON)
                .hasSize(BackendsBinder.COMMON.size() + 1);
    }
}
