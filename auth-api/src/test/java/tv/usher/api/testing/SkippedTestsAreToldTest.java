package tv.usher.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsAreToldTest {

    static class Some {

        @Test
        void runs() {}

        @Test
        void lacksAProgram() {
            abort("nginx is not\n installed");
        }

        @Disabled("not yet")
        @Test
        void isDisabled() {}
    }

    static class None {

        @BeforeAll
        static void lacksAProgram() {
            abort("no PHP");
        }

        @Test
        void runs() {}
    }

    @Test
    void withTheirReasonsInOneLineEach() {
        // When
        List<String> lines = run(Some.class);

        // Then
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "SKIPPED " + Some.class.getName() + ".lacksAProgram (lacksAProgram()): nginx is not installed",
                        "SKIPPED " + Some.class.getName() + ".isDisabled (isDisabled()): not yet");
    }

    @Test
    void alsoAWholeClass() {
        assertThat(run(None.class))
                .containsExactly("SKIPPED " + None.class.getName() + " (SkippedTestsAreToldTest$None): no PHP");
    }

    @Test
    void onTheConsoleOfEveryModule() {
        assertThat(ServiceLoader.load(TestExecutionListener.class))
                .hasAtLeastOneElementOfType(SkippedTestsAreTold.class);
    }

    private static List<String> run(Class<?> tests) {
        List<String> lines = new ArrayList<>();
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new SkippedTestsAreTold(lines::add))
                .build();
        LauncherFactory.create(config)
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .build());
        return lines;
    }
}
