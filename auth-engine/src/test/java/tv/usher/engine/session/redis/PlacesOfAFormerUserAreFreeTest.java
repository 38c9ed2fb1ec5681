package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;

/** A viewing that is let in again as another user's, with the same token say. */
class PlacesOfAFormerUserAreFreeTest extends TwoUshers {

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void viewingOfAnotherUserTakesNoPlaceOfTheFormer(int limitOfAnother) {
        // Given
        Viewing viewing = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        here.letIn(viewing, "anna", 1).join();

        // When
        here.letIn(viewing, "bert", limitOfAnother).join();

        // Then
        assertThat(here.letIn(here.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b"), "anna", 1)
                        .join()
                        .refusal())
                .isNull();
        assertThat(here.store().sessionsOf(new UserId("portal", "bert"), 10).join())
                .hasSize(1);
    }

    @Test
    void viewingOfTheSameUserKeepsItsPlace() {
        // Given
        Viewing viewing = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
        here.letIn(viewing, "anna", 1).join();

        // When
        here.letIn(viewing, "anna", 1).join();

        // Then
        assertThat(here.letIn(here.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b"), "anna", 1)
                        .join()
                        .refusal())
                .isNotNull();
    }
}
