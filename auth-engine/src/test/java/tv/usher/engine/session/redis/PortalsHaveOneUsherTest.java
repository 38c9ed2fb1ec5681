package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.KeyHash;
import tv.usher.engine.util.ReasonCode;

/** A portal may ask any of the Ushers that share a Redis to show or end sessions, and each code is good once. */
class PortalsHaveOneUsherTest extends TwoUshers {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final UserId BERT = new UserId("portal", "bert");
    private static final KickOrder NO_BAN = new KickOrder("", Duration.ZERO, "one-time code", "");

    @Test
    void sessionsAreShownWhereverTheyLive() {
        // Given
        Viewing television = letIn(here, "192.0.2.1", "a", "anna");
        Viewing phone = letIn(there, "192.0.2.2", "b", "anna");
        letIn(there, "192.0.2.3", "c", "bert");

        // When
        List<StoredSession> shown = shown(here);

        // Then
        assertThat(shown).extracting(StoredSession::key).containsExactlyInAnyOrder(television.key(), phone.key());
        assertThat(shown)
                .extracting(session -> session.playback().client())
                .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
        assertThat(here.sessions().users().of(ANNA, 1).join()).hasSize(1);
    }

    /** Sessions that ended by themselves stand in the user's set for as long as he watches others. */
    @Test
    void whatIsOverHidesNoneThatLives() {
        // Given
        Viewing phone = letIn(there, "192.0.2.2", "b", "anna");
        for (int i = 0; i < 150; i++) {
            String key = "%032x".formatted(i + 1);
            redis.run(told -> told.zadd("usher:user:portal:anna", 1_000, key));
        }

        // Then
        assertThat(shown(here)).extracting(StoredSession::key).containsExactly(phone.key());
    }

    @Test
    void endedSessionsAreNotShown() {
        // Given
        Viewing television = letIn(here, "192.0.2.1", "a", "anna");
        letIn(there, "192.0.2.2", "b", "anna");

        // When
        here.sessions().revocations().kick(television.key(), TestingKicks.of(Duration.ZERO));

        // Then
        assertThat(shown(here))
                .singleElement()
                .matches(session -> !session.key().equals(television.key()));
    }

    @Test
    void sessionThatOnlyAnotherUsherKnowsIsEnded() {
        // Given
        Viewing phone = letIn(there, "192.0.2.2", "b", "anna");

        // When
        StoredSession found =
                here.sessions().users().find(ANNA, phone.key()).join().orElseThrow();
        KickResult result = here.sessions().users().end(found, NO_BAN);

        // Then
        assertThat(result.ended()).isEqualTo(1);
        TestingNode.eventually(() -> !there.knows(phone) && there.refuses(phone));
        TestingNode.eventually(() -> shown(here).isEmpty());
        assertThat(here.sessions().users().find(ANNA, phone.key()).join()).isEmpty();
    }

    @Test
    void ofAnotherUserNoneIsFound() {
        // Given
        Viewing bert = letIn(there, "192.0.2.3", "c", "bert");

        // When
        Optional<StoredSession> found =
                here.sessions().users().find(ANNA, bert.key()).join();

        // Then
        assertThat(found).isEmpty();
        assertThat(there.knows(bert)).isTrue();
    }

    @Test
    void whoWasKeptOutByAnotherUsherIsAskedAboutAgain() {
        // Given
        Viewing television = letIn(here, "192.0.2.1", "a", "anna");
        Viewing phone = there.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
        there.sessions()
                .deny(phone, new Refusal(ReasonCode.OVER_LIMIT.with("over the limit of 1 sessions"), "portal", "anna"));
        assertThat(there.refuses(phone)).isTrue();

        // When
        StoredSession found =
                here.sessions().users().find(ANNA, television.key()).join().orElseThrow();
        here.sessions().users().end(found, NO_BAN);

        // Then
        TestingNode.eventually(() -> !there.refuses(phone));
    }

    @Test
    void codeThatWasUsedThereIsGoodNowhere() {
        // Given
        OneTimeCodes codes = codes(here);
        OneTimeCodes others = codes(there);
        String code = codes.issue(ANNA).reveal();
        boolean goodBefore = codes.isGood(code, ANNA) && others.isGood(code, ANNA);

        // When
        boolean used = others.use(code, ANNA).join();

        // Then
        assertThat(goodBefore && used).isTrue();
        assertThat(codes.use(code, ANNA).join()).isFalse();
        TestingNode.eventually(() -> !codes.isGood(code, ANNA));
        String ofBert = codes.issue(BERT).reveal();
        assertThat(others.use(ofBert, BERT).join()).isTrue();
    }

    @Test
    void usedCodeIsGoodNowhereThoughRedisForgotIt() {
        // Given
        OneTimeCodes codes = codes(here);
        OneTimeCodes others = codes(there);
        String code = codes.issue(ANNA).reveal();
        others.use(code, ANNA).join();
        TestingNode.eventually(() -> !codes.isGood(code, ANNA));

        // When
        redis.kill();
        TestingNode.eventually(() -> here.store().problem().isPresent());
        boolean meanwhile = codes.use(code, ANNA).join();
        redis.startAgain();
        here.inStep();

        // Then
        assertThat(meanwhile).isFalse();
        assertThat(codes.use(code, ANNA).join()).isFalse();
    }

    @Test
    void codeIsUsedUpWhateverTheClocksOfOtherUshersSay() {
        // Given
        String code = codes(here).issue(ANNA).reveal();

        // When
        codes(here).use(code, ANNA).join();

        // Then
        long kept = redis.run(told -> told.pttl("usher:code:user:portal:anna"));
        assertThat(kept)
                .isBetween(
                        Duration.ofHours(1).toMillis(), Duration.ofMinutes(65).toMillis());
    }

    @Test
    void ofUshersThatTakeACodeAtOnceOneIsTold() {
        OneTimeCodes codes = codes(here);
        OneTimeCodes others = codes(there);
        for (int round = 0; round < 100; round++) {
            // Given
            UserId user = new UserId("portal", "user" + round);
            String code = codes.issue(user).reveal();

            // When
            CompletableFuture<Boolean> first = codes.use(code, user);
            CompletableFuture<Boolean> second = others.use(code, user);

            // Then
            assertThat(List.of(first.join(), second.join())).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void othersHearOfACodeThatWasTakenWhileRedisWasAway() {
        // Given
        OneTimeCodes codes = codes(here);
        OneTimeCodes others = codes(there);
        String code = codes.issue(ANNA).reveal();
        redis.kill();
        TestingNode.eventually(() -> here.store().problem().isPresent());

        // When
        boolean used = codes.use(code, ANNA).join();
        redis.startAgain();
        here.inStep();
        there.inStep();

        // Then
        assertThat(used).isTrue();
        TestingNode.eventually(() -> !others.isGood(code, ANNA));
    }

    @Test
    void whatStandsThereOfSomebodyElseIsPassedOver() {
        // Given
        OneTimeCodes codes = codes(here);
        redis.run(commands -> commands.hset("usher:code:user:portal:anna", "wrong", "type"));
        redis.run(commands -> commands.set("usher:code:user:portal:bert", "soon"));
        redis.run(commands -> commands.zadd("usher:user:portal:carl", 1e13, "no key"));

        // Then
        for (String name : new String[] {"anna", "bert"}) {
            UserId user = new UserId("portal", name);
            String code = codes.issue(user).reveal();
            assertThat(codes.use(code, user).join()).isTrue();
            assertThat(codes(there).use(code, user).join()).isFalse();
        }
        assertThat(here.sessions().users().of(new UserId("portal", "carl"), 100).join())
                .isEmpty();
        assertThat(here.store().problem()).isEmpty();
    }

    private static Viewing letIn(TestingNode node, String client, String token, String user) {
        Viewing viewing = node.viewing(client, "/live/ch1/index.m3u8", token);
        node.letIn(viewing, user, 3).join();
        return viewing;
    }

    private static List<StoredSession> shown(TestingNode node) {
        return node.sessions().users().of(ANNA, 100).join();
    }

    private static OneTimeCodes codes(TestingNode node) {
        KeyHash keys = new KeyHash(node.store()::secret);
        return new OneTimeCodes(keys, Duration.ofMinutes(5), Clock.system(), node.sessions());
    }
}
