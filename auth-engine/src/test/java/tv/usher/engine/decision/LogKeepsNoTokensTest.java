package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.journal.DecisionRecord;

/** T36. */
class LogKeepsNoTokensTest {

    @Test
    void whatWaitsToBeWrittenHasNeitherTheQueryNorLongTexts() {
        // Given
        AccessRequest request = AccessRequest.builder()
                .session("s".repeat(5000))
                .path("/" + "p".repeat(5000))
                .clientAddress("203.0.113.7")
                .userAgent("agent")
                .query("token=4d186321c1a7f0f354b297e8914ab240")
                .build();

        // When
        DecisionRecord entry = DecisionRecords.of(0, TestingRequests.of(request), Decision.deniedBy("nobody"), 1);

        // Then
        assertThat(entry.request().query().raw()).isEmpty();
        assertThat(entry.request().userAgent()).isEmpty();
        assertThat(entry.request().session()).hasSizeLessThan(300);
        assertThat(entry.request().path()).hasSizeLessThan(300);
        assertThat(entry.line()).contains("client=203.0.113.7").contains("...");
    }
}
