package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.KickOrder;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingListener;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.Clock;

class KicksReachEveryUsherTest extends TwoUshers {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void kickedSessionIsOverAndKeptOutElsewhere() {
        // Given
        Viewing viewing = viewing(here);
        here.letIn(viewing, "anna", 3).join();
        TestingNode.eventually(() -> there.finds(viewing(there)));

        // When
        here.sessions().revocations().kick(viewing.key(), TestingKicks.of(Duration.ZERO));

        // Then
        TestingNode.eventually(() -> !there.knows(viewing(there)) && there.refuses(viewing(there)));
        assertThat(there.finds(viewing(there))).isFalse();
    }

    @Test
    void kickOfAUserEndsSessionsThatOnlyOthersKnow() {
        // Given
        there.letIn(viewing(there), "anna", 3).join();
        Viewing bert = there.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
        there.letIn(bert, "bert", 3).join();

        // When
        here.sessions().revocations().kick(ANNA, TestingKicks.of(Duration.ZERO));

        // Then
        TestingNode.eventually(() -> !there.knows(viewing(there)) && there.refuses(viewing(there)));
        assertThat(there.knows(bert)).isTrue();
    }

    @Test
    void bannedUserIsKeptOutByAll() {
        // When
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));

        // Then
        TestingNode.eventually(
                () -> there.letIn(viewing(there), "anna", 3).join().refusal() != null);
    }

    /** With very many sessions it may do so for minutes. */
    @Test
    void alsoAnUsherHearsThatIsStillTellingItsSessions() {
        // Given
        Viewing viewing = here.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
        StoredSession ofBert = here.sessions()
                .live()
                .snapshot(here.letIn(viewing, "bert", 3).join().session());
        List<Integer> heard = new CopyOnWriteArrayList<>();
        TestingListener telling = new TestingListener() {
            @Override
            public void forEach(Consumer<StoredSession> action) {
                there.store().kick(ANNA, Duration.ZERO, BanOrder.UNKNOWN);
                long end = System.nanoTime() + TestingNode.PATIENCE.toNanos() / 3;
                while (kicked().isEmpty() && System.nanoTime() - end < 0) {
                    action.accept(ofBert);
                }
                heard.add(kicked().size());
            }
        };

        // When
        try (RedisStore store = RedisStore.of(
                TestingSessions.sharedBy(redis.address(), OverLimit.DENY_NEWEST), ofAnother(), Clock.system())) {
            store.open(telling);
            TestingNode.eventually(() -> !heard.isEmpty());
        }

        // Then
        assertThat(heard).containsExactly(1);
    }

    @Test
    void banIsKnownToAnUsherThatStartsLater() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));

        // When
        try (TestingNode later = TestingNode.of(redis.address(), ofAnother()).inStep()) {
            // Then
            assertThat(later.letIn(viewing(later), "anna", 3).join().refusal()).isNotNull();
        }
    }

    @Test
    void bansThatDoNotFitIntoAnUsherThatStartsAreTold() {
        // Given
        int tooMany =
                TestingSessions.sharedBy(redis.address(), OverLimit.DENY_NEWEST).maxBans() + 1;
        long end = System.currentTimeMillis() + LONG.toMillis();
        Object[] endsAndNames = IntStream.range(0, tooMany)
                .boxed()
                .flatMap(i -> Stream.of((double) end, "user:portal:user" + i))
                .toArray();
        redis.run(told -> told.zadd("usher:bans", endsAndNames));

        // When
        try (TestingLog log = TestingLog.of("tv.usher.engine.session.Revocations");
                TestingNode later = TestingNode.of(redis.address(), ofAnother()).inStep()) {
            // Then
            assertThat(later.sessions().revocations().bans()).isEqualTo(tooMany - 1);
            assertThat(log.lines()).singleElement().asString().contains("sessions.max-bans");
        }
    }

    @Test
    void kickDuringAnOutageReachesTheOthersOnceRedisIsBack() {
        // Given
        Viewing viewing = viewing(here);
        here.letIn(viewing, "anna", 3).join();
        TestingNode.eventually(() -> there.finds(viewing(there)));
        redis.kill();
        TestingNode.eventually(() -> here.store().problem().isPresent());

        // When
        here.sessions().revocations().kick(viewing.key(), TestingKicks.of(LONG));
        assertThat(there.knows(viewing(there))).isTrue();
        redis.startAgain();

        // Then
        TestingNode.eventually(() -> !there.knows(viewing(there)) && there.refuses(viewing(there)));
    }

    @Test
    void liftedBanIsOverForAll() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);

        // When
        there.sessions().revocations().lift(TestingBans.of(ANNA, 0));

        // Then
        TestingNode.eventually(() -> isLetIn(here) && isLetIn(there));
        try (TestingNode later = TestingNode.of(redis.address(), ofAnother()).inStep()) {
            assertThat(isLetIn(later)).isTrue();
        }
    }

    @Test
    void banThatWasLiftedDuringAnOutageDoesNotComeBack() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);
        redis.kill();
        TestingNode.eventually(() ->
                here.store().problem().isPresent() && there.store().problem().isPresent());

        // When
        here.sessions().revocations().lift(TestingBans.of(ANNA, 0));
        redis.startAgain();
        here.inStep();
        there.inStep();

        // Then
        TestingNode.eventually(() -> isLetIn(here) && isLetIn(there));
        assertThat(redis.<Long>run(told -> told.zcard("usher:bans"))).isZero();
    }

    @Test
    void banThatAnotherUsherTellsAfterItWasLiftedDoesNotComeBack() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);
        List<StoredBan> ofThere = new ArrayList<>();
        there.sessions().revocations().forEachBan(ofThere::add);
        here.sessions().revocations().lift(TestingBans.of(ANNA, 0));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 0);

        // When
        there.store().ban(ofThere.get(0)); // as after an outage, if it hasn't read yet that it was lifted
        there.sessions().revocations().kick(new UserId("portal", "bert"), TestingKicks.of(LONG));

        // Then
        TestingNode.eventually(() -> here.sessions().revocations().bans() > 0);
        assertThat(isLetIn(here) && isLetIn(there)).isTrue();
        assertThat(redis.<Long>run(told -> told.zcard("usher:bans"))).isEqualTo(1);
    }

    @Test
    void kickThatAnOutageHeldUpBansNobodyWhoseBanWasLiftedMeanwhile() {
        // Given
        there.letIn(viewing(there), "anna", 3).join();
        redis.kill();
        TestingNode.eventually(() ->
                here.store().problem().isPresent() && there.store().problem().isPresent());
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        here.sessions().revocations().lift(TestingBans.of(ANNA, 0));

        // When
        redis.startAgain();

        // Then
        TestingNode.eventually(() -> there.refuses(viewing(there))); // for as long as after any kick
        TestingNode.eventually(() -> isLetIn(here) && isLetIn(there));
    }

    /** As when so much has happened meanwhile that the log of events has lost it. */
    @Test
    void banThatWasLiftedWithoutWordOfItIsOverOnceItIsTold() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);
        List<StoredBan> ofThere = new ArrayList<>();
        there.sessions().revocations().forEachBan(ofThere::add);
        here.sessions().revocations().lift(TestingBans.of(ANNA, 0));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 0);

        StoredBan ban = ofThere.get(0);
        redis.run(told -> told.xadd(
                "usher:events",
                "what",
                "banned",
                "whom",
                "user:portal:anna",
                "at",
                Long.toString(System.currentTimeMillis()),
                "till",
                Long.toString(ban.until()),
                "order",
                ban.order().text()));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);

        // When
        there.store().ban(ban);

        // Then
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 0
                && here.sessions().revocations().bans() == 0);
    }

    @Test
    void kickThatIsHeardAfterItsBanWasLiftedBansNothing() {
        // Given
        there.letIn(viewing(there), "anna", 3).join();
        BanOrder order = new BanOrder("00c0ffee00aa", System.currentTimeMillis(), "ann", "", "", ANNA);
        redis.run(told -> told.xadd(
                "usher:events",
                "what",
                "kicked",
                "whom",
                "user:portal:anna",
                "at",
                Long.toString(order.since()),
                "ban",
                Long.toString(LONG.toMillis()),
                "order",
                order.text()));
        TestingNode.eventually(() -> there.refuses(viewing(there)));

        // When
        redis.run(told -> told.xadd(
                "usher:events",
                "what",
                "lifted",
                "whom",
                "user:portal:anna",
                "at",
                Long.toString(System.currentTimeMillis())));

        // Then
        TestingNode.eventually(() -> !there.refuses(viewing(there)));
        TestingNode.eventually(() -> redis.<Long>run(told -> told.zcard("usher:bans")) == 0);
    }

    @Test
    void userWhoIsBannedAgainAfterABanWasLiftedIsKeptOutByAll() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);
        here.sessions().revocations().lift(TestingBans.of(ANNA, 0));
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 0
                && here.sessions().revocations().bans() == 0);

        // When
        there.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));

        // Then
        TestingNode.eventually(() -> !isLetIn(here) && !isLetIn(there));
        assertThat(redis.<Long>run(told -> told.zcard("usher:bans"))).isEqualTo(1);
    }

    @Test
    void othersKnowWhoOrderedABanAndWhy() {
        // Given
        here.sessions()
                .revocations()
                .kick(ANNA, new KickOrder("00c0ffee00aa", LONG, "ann at the help-desk", "shares the card"));

        // When
        TestingNode.eventually(() -> there.sessions().revocations().bans() == 1);

        // Then
        try (TestingNode later = TestingNode.of(redis.address(), ofAnother()).inStep()) {
            for (TestingNode node : List.of(there, later)) {
                List<BanOrder> orders = new ArrayList<>();
                node.sessions().revocations().forEachBan(ban -> orders.add(ban.order()));
                assertThat(orders).singleElement().satisfies(order -> {
                    assertThat(order.id()).isEqualTo("00c0ffee00aa");
                    assertThat(order.by()).isEqualTo("ann at the help-desk");
                    assertThat(order.why()).isEqualTo("shares the card");
                    assertThat(order.about()).isEqualTo(ANNA);
                    assertThat(order.since()).isPositive();
                });
            }
        }
    }

    private boolean isLetIn(TestingNode node) {
        return node.letIn(viewing(node), "anna", 3).join().refusal() == null;
    }

    @Test
    void banOutlivesARedisThatForgotEverything() {
        // Given
        here.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));
        for (int i = 1; i < 2 * BulkWriter.AT_ONCE + 1; i++) {
            here.sessions().revocations().kick(new UserId("portal", "user" + i), TestingKicks.of(LONG));
        }
        there.close();

        // When
        redis.kill();
        TestingNode.eventually(() -> here.store().problem().isPresent());
        redis.startAgain();
        here.inStep();

        // Then
        long bans = redis.run(told -> told.zcard("usher:bans"));
        assertThat(bans).isEqualTo(2 * BulkWriter.AT_ONCE + 1);
        try (TestingNode later = TestingNode.of(redis.address(), ofAnother()).inStep()) {
            assertThat(later.letIn(viewing(later), "anna", 3).join().refusal()).isNotNull();
        }
    }

    @Test
    void banThatIsToldAgainIsNoNews() {
        // Given
        long end = System.currentTimeMillis() + LONG.toMillis();
        UserId bert = new UserId("portal", "bert");

        // When
        here.store().ban(TestingBans.of(ANNA, end));
        here.store().ban(TestingBans.of(ANNA, end + 200)); // as an Usher may tell it whose clock differs a little
        here.store().ban(TestingBans.of(ANNA, end + LONG.toMillis()));
        here.store().ban(TestingBans.of(bert, end));

        // Then
        TestingNode.eventually(() -> told(bert) == 1);
        assertThat(told(ANNA)).isEqualTo(2);
    }

    private long told(UserId banned) {
        return redis.run(events -> events.xrange("usher:events", Range.unbounded())).stream()
                .filter(event -> RedisNames.name(banned).equals(event.getBody().get("whom")))
                .count();
    }

    @Test
    void kickIsNotLostBehindOrdinaryEnds() {
        // Given
        Viewing ended = here.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
        StoredSession end = here.sessions()
                .live()
                .snapshot(here.letIn(ended, "bert", 3).join().session());
        there.letIn(viewing(there), "anna", 3).join();
        redis.kill();
        TestingNode.eventually(() -> here.store().problem().isPresent());

        // When
        here.sessions().revocations().kick(ANNA, TestingKicks.of(Duration.ZERO));
        for (int i = 0; i < Outbox.MOST; i++) {
            here.store().remove(end);
        }
        redis.startAgain();

        // Then
        TestingNode.eventually(() -> !there.knows(viewing(there)) && there.refuses(viewing(there)));
    }

    @Test
    void lateNewsOfAnEndDoesNotEndWhatBeganAfterIt() {
        // Given
        Viewing viewing = viewing(here);
        here.letIn(viewing, "anna", 3).join();
        Viewing other = here.viewing("192.0.2.2", "/live/ch1/index.m3u8", "b");
        here.letIn(other, "bert", 3).join();
        long now = System.currentTimeMillis();

        // When
        tellEnd(viewing, now - 60_000);
        tellEnd(other, now + 1_000);

        // Then
        TestingNode.eventually(() -> !here.knows(other));
        assertThat(here.knows(viewing)).isTrue();
    }

    @Test
    void whoComesBackAtOnceIsNotEndedByTheEchoOfHisFormerEnd() {
        // Given
        Viewing viewing = viewing(here);
        Session former = here.letIn(viewing, "anna", 3).join().session();

        // When
        here.sessions().end(former, SessionEnd.LEFT);
        here.letIn(viewing, "anna", 3).join();
        hearsAllSoFar();

        // Then
        assertThat(here.knows(viewing)).isTrue();
    }

    @Test
    void whoBeginsAnotherChannelAtOnceIsNotEndedByTheEchoOfAKick() {
        // Given
        here.letIn(viewing(here), "anna", 3).join();
        Viewing other = here.viewing("192.0.2.1", "/live/ch2/index.m3u8", "b");

        // When
        here.sessions().revocations().kick(ANNA, TestingKicks.of(Duration.ZERO));
        here.letIn(other, "anna", 3).join();
        hearsAllSoFar();

        // Then
        assertThat(here.knows(other)).isTrue();
        assertThat(here.refuses(other)).isFalse();
    }

    /** Events come in order. */
    private void hearsAllSoFar() {
        Viewing last = here.viewing("192.0.2.9", "/live/ch9/index.m3u8", "last");
        here.letIn(last, "zoe", 3).join();
        tellEnd(last, System.currentTimeMillis() + 1_000);
        TestingNode.eventually(() -> !here.knows(last));
    }

    private void tellEnd(Viewing viewing, long at) {
        redis.run(told ->
                told.xadd("usher:events", "what", "ended", "whom", viewing.key().hex(), "at", Long.toString(at)));
    }

    private static Viewing viewing(TestingNode node) {
        return node.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
    }
}
