package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.engine.TestingLog;
import tv.usher.engine.util.TestingClock;

class FullPlacesAreToldOnceTest {

    private static final String TOLD =
            "backend portal: all 4 places of 'unverified.viewers' are taken; new viewers are denied until one is free";

    private final TestingClock clock = new TestingClock();
    private final UnverifiedPlaces places = new UnverifiedPlaces();
    private final List<Session> watching = new ArrayList<>();
    private int viewers;

    @Test
    void howeverManyComeAndGoInAnOutageAndAgainInTheNext() {
        try (TestingLog log = TestingLog.of(UnverifiedPlaces.class)) {
            come(3);
            assertThat(log.lines()).isEmpty();

            come(1);
            come(5);
            leaves();
            come(1);
            assertThat(log.lines()).containsExactly(TOLD);

            while (!watching.isEmpty()) {
                leaves();
            }
            come(4);
            assertThat(log.lines()).containsExactly(TOLD, TOLD);
        }
    }

    private void come(int many) {
        for (int i = 0; i < many; i++) {
            String viewer = String.valueOf(++viewers);
            Session newcomer = TestingViewings.session(
                    clock,
                    TestingViewings.of("203.0.113." + viewer, "/live/" + viewer + "/", "token" + viewer),
                    TestingViewings.grant(viewer, 1));
            newcomer.doubted(clock.now());
            if (places.take(newcomer, "portal", 4, 4) != null) {
                watching.add(newcomer);
            }
        }
    }

    private void leaves() {
        places.left(watching.remove(0));
    }
}
