package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** After an outage a shared store tells all bans again; a search of all sessions for each of them would take long. */
class BansInForceCostNoSearchTest {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final SessionSettings settings = TestingSessions.settings();
    private final SessionTable table = new SessionTable(
            100, new CountedSessions(0, new Replaced(clock)), new UnverifiedPlaces(), SessionListener.NONE);
    private final Revocations revocations =
            new Revocations(settings, clock, table, new SessionWriter(table, store, new Snapshots(clock)), store);

    @Test
    void banThatIsToldAgainSearchesForNobody() {
        // Given
        StoredBan ban = TestingBans.of(ANNA, clock.wallNow() + HOUR);
        revocations.take(ban);
        Session unchecked = session(); // whoever comes is checked, so nobody else is like that

        // When
        revocations.take(ban);

        // Then
        assertThat(unchecked.hasEnded()).isFalse();
    }

    @Test
    void banThatIsOverOrLiftedIsNewWhenItIsToldAgain() {
        // Given
        StoredBan ban = TestingBans.of(ANNA, clock.wallNow() + HOUR);
        revocations.take(ban);
        revocations.lift(ban);
        Session first = session();

        // When
        revocations.take(ban);

        // Then
        assertThat(first.hasEnded()).isTrue();

        // Given
        clock.passes(Duration.ofHours(2));
        Session second = session();

        // When
        revocations.take(TestingBans.of(ANNA, clock.wallNow() + HOUR));

        // Then
        assertThat(second.hasEnded()).isTrue();
    }

    private Session session() {
        Viewing viewing = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
        Session session = TestingViewings.session(clock, viewing, TestingViewings.grant(ANNA.user(), 5));
        assertThat(table.add(session)).isTrue();
        return session;
    }
}
