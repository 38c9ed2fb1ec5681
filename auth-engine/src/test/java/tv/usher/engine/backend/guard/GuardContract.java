package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.ReasonCode;

/** What every guard around another authority keeps: whatever that one says passes through as it is. */
public abstract class GuardContract<A extends Authority> extends AuthorityContract<A> {

    protected static final AccessRequest REQUEST = AccessRequest.builder()
            .clientAddress("192.0.2.1")
            .channel("ch1")
            .path("/live/ch1/index.m3u8")
            .query("token=0123456789abcdef0123456789abcdef")
            .build();

    private static final Grant GRANT = Grant.lasting(Duration.ofMinutes(7))
            .user("42")
            .sessionName("anna")
            .maxSessions(2)
            .unique(true);

    protected abstract A around(Authority authority);

    /** One that denies the contract's viewer by itself, if it denies anybody. */
    protected A denying(Authority authority) {
        return around(authority);
    }

    /** Verdicts of its own, if it has any. */
    protected Stream<Case<A>> ownVerdicts() {
        return Stream.empty();
    }

    @Override
    protected List<Case<A>> cases() {
        Stream<Verdict> verdicts = Stream.of(
                new Verdict.Allow(GRANT),
                new Verdict.Deny(ReasonCode.DENIED_BY_STATUS.with("status 403"))
                        .redirect(Location.find("http://promo.example.com/1.m3u8")),
                new Verdict.Deny("status 500"),
                new Verdict.Abstain("no token"),
                new Verdict.Unavailable("connection refused"));
        Stream<Case<A>> passed =
                verdicts.map(verdict -> new Case<>(around(TestingAuthority.says("portal", verdict)), REQUEST, verdict));
        return Stream.concat(passed, ownVerdicts()).toList();
    }

    @Override
    protected Optional<Hanging<A>> hanging() {
        TestingAuthority hangs = TestingAuthority.hangs("portal");
        return Optional.of(new Hanging<>(around(hangs), REQUEST, hangs::asked));
    }

    @Override
    protected int looks() {
        return 500;
    }

    @Test
    void whatItIsAroundIsKnownByItsOwnNameAndKeys() {
        for (OnUnavailable action : OnUnavailable.values()) {
            TestingAuthority portal = TestingAuthority.says("portal", action, new Verdict.Abstain(""))
                    .maxUnverified(17)
                    .maxUnverifiedOfAddress(8);

            A guard = around(portal);

            assertThat(guard.name()).isEqualTo("portal");
            assertThat(guard.onUnavailable()).isEqualTo(action);
            assertThat(guard.maxUnverified()).isEqualTo(17);
            assertThat(guard.maxUnverifiedOfAddress()).isEqualTo(8);
            assertThat(guard.canAskAgain()).isFalse();
            portal.askedAgain();
            assertThat(guard.canAskAgain()).isTrue();
        }
    }

    @Test
    void whoeverItIsAroundIsAskedOnceAndAboutTheViewersOwnRequest() {
        TestingAuthority portal = TestingAuthority.says("portal", new Verdict.Allow(GRANT));

        around(portal).judge(REQUEST).join();

        assertThat(portal.questions()).containsExactly(REQUEST);
        assertThat(portal.questions().get(0)).isSameAs(REQUEST);
    }

    @Test
    void whomItCannotJudgeIsLeftToOthersWhateverTheGuardSays() {
        // Given
        Verdict others = new Verdict.Abstain(ReasonCode.CANNOT_JUDGE.with("no token"));
        A guard = denying(TestingAuthority.says("portal", others).askingNobody());

        // Then
        assertThat(guard.preview(REQUEST).said().map(AnsweredVerdict::verdict)).contains(others);
        assertThat(guard.judge(REQUEST)).isCompletedWithValue(others);
    }

    @Test
    void aStrangerIsTheOneOfWhomeverItIsAround() {
        TestingAuthority portal = TestingAuthority.says("portal", new Verdict.Allow(GRANT));

        assertThat(around(portal).judgeStranger().join().verdict()).isEqualTo(new Verdict.Allow(GRANT));
        assertThat(portal.questions())
                .extracting(request -> request.query().raw())
                .containsExactly("token=stranger");
    }
}
