package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;

/** A middleware that is asked about a segment without a token refuses whatever the viewer is. */
class RefusalsTellWhetherTheViewerShowedATokenTest {

    private final TestingPlatform platform = new TestingPlatform();

    @Test
    void aSegmentOfNobodyKnownShowsNothing() {
        platform.verdict.set(TestingPlatform.DENY);

        assertThat(isUnnamed(TestingPlatform.request("/live/ch1/seg.ts", ""))).isTrue();
    }

    @Test
    void aTokenOrTheCallersNameIsSomething() {
        platform.verdict.set(TestingPlatform.DENY);

        assertThat(isUnnamed(TestingPlatform.request("/live/ch1/index.m3u8", "token=T")))
                .isFalse();
        assertThat(isUnnamed(TestingPlatform.request("/live/ch1/seg.ts", "").session("s1")))
                .isFalse();
    }

    private boolean isUnnamed(AccessRequest.Builder request) {
        DecisionRequest asked = TestingRequests.of(request.build());
        return DecisionRecords.of(0, asked, platform.begin(request).join(), 1).unnamed();
    }
}
