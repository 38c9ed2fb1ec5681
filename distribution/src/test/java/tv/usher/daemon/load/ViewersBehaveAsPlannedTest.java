package tv.usher.daemon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tv.usher.daemon.call.CallerKind;
import tv.usher.engine.net.HostPort;

class ViewersBehaveAsPlannedTest {

    private static final Zipf POPULARITY = new Zipf(20);

    private static LoadPlan plan(CallerKind kind, double share, long seed) {
        return new LoadPlan(
                List.of(kind.caller(Optional.empty())),
                List.of(new HostPort("127.0.0.1", 1064)),
                1000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                20,
                Duration.ofSeconds(6),
                Duration.ofMinutes(1),
                share,
                64,
                seed);
    }

    private static List<Step> evening(LoadPlan plan, int number, int steps) {
        VirtualViewer viewer = new VirtualViewer(plan, POPULARITY, number);
        return Stream.generate(viewer::next).limit(steps).toList();
    }

    private static String asked(Step step, String name) {
        return step.request().headers().stream()
                .filter(header -> header.name().equals(name))
                .findAny()
                .orElseThrow()
                .value();
    }

    @Test
    void callersHaveTheirSharesAndEachViewingItsUsher() {
        // Given
        LoadPlan one = plan(CallerKind.NGINX, 0, 1);
        List<HostPort> ushers = List.of(new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", 2));
        LoadPlan plan = new LoadPlan(
                List.of(CallerKind.NGINX.caller(Optional.empty()), CallerKind.SRS.caller(Optional.empty())),
                ushers,
                one.viewers(),
                one.lasting(),
                one.arriving(),
                one.channels(),
                one.segment(),
                one.zap(),
                one.share(),
                one.connections(),
                one.seed());

        // When
        List<Step> ofNginx = evening(plan, 2, 500);
        List<Step> ofSrs = evening(plan, 3, 500);

        // Then
        assertThat(ofNginx).allMatch(step -> step.caller() == plan.callers().get(0));
        assertThat(ofSrs).allMatch(step -> step.caller() == plan.callers().get(1));
        assertThat(ofNginx).extracting(Step::usher).contains(0, 1);
        for (int i = 1; i < ofNginx.size(); i++) {
            if (!ofNginx.get(i).begins()) {
                assertThat(ofNginx.get(i).usher()).isEqualTo(ofNginx.get(i - 1).usher());
            }
        }
    }

    @Test
    void alikeWithTheSameSeedAndOtherwiseWithAnother() {
        // Given
        LoadPlan plan = plan(CallerKind.NGINX, 0.2, 1);

        // Then
        assertThat(evening(plan, 3, 200)).isEqualTo(evening(plan, 3, 200));
        assertThat(evening(plan, 3, 200)).doesNotContainAnyElementsOf(evening(plan, 4, 200));
        assertThat(evening(plan, 3, 200)).doesNotContainAnyElementsOf(evening(plan(CallerKind.NGINX, 0.2, 2), 3, 200));
    }

    @Test
    void anEdgeIsAskedForPlaylistsWithAndSegmentsWithoutTheToken() {
        // When
        List<Step> steps = evening(plan(CallerKind.NGINX, 0, 1), 0, 4);

        // Then
        assertThat(steps).extracting(Step::due).containsExactly(0L, 3_000_000_000L, 6_000_000_000L, 9_000_000_000L);
        assertThat(steps).extracting(Step::begins).containsExactly(true, false, false, false);
        assertThat(steps.get(0).request()).isEqualTo(steps.get(2).request());
        assertThat(asked(steps.get(0), "X-Original-URI"))
                .matches("/live/channel-\\d+/index\\.m3u8\\?token=v0-[0-9a-f]{32}");
        assertThat(asked(steps.get(1), "X-Original-URI")).matches("/live/channel-\\d+/segment-0\\.ts");
        assertThat(asked(steps.get(3), "X-Original-URI")).matches("/live/channel-\\d+/segment-1\\.ts");
    }

    @Test
    void aMediaServerIsToldOfBeginningsAndEndsAlone() {
        // When
        List<Step> steps = evening(plan(CallerKind.SRS, 0, 1), 0, 100);

        // Then
        for (int i = 0; i < 98; i += 2) {
            assertThat(steps.get(i).begins()).isTrue();
            assertThat(steps.get(i).request().body()).contains("on_play");
            assertThat(steps.get(i + 1).ends()).isTrue();
            assertThat(steps.get(i + 1).request().body()).contains("on_stop");
            assertThat(steps.get(i + 1).due()).isEqualTo(steps.get(i + 2).due());
        }
    }

    @Test
    void theyComeOneAfterTheOtherAndStayAsLongAsPlannedOnAverage() {
        // Given
        LoadPlan plan = plan(CallerKind.MEDIAMTX, 0, 1);
        long zaps = 0;

        // When
        for (int number = 0; number < 1000; number++) {
            VirtualViewer viewer = new VirtualViewer(plan, POPULARITY, number);
            Step step = viewer.next();
            assertThat(step.due()).isEqualTo(number * 10_000_000L);
            long last = step.due();
            while ((step = viewer.next()).due() < Duration.ofMinutes(10).toNanos()) {
                assertThat(step.due()).isGreaterThanOrEqualTo(last);
                last = step.due();
                zaps += step.begins() ? 1 : 0;
            }
        }

        // Then
        assertThat(zaps / 1000.0).isCloseTo(10, within(0.5));
    }

    @Test
    void eachZapGoesToAnotherChannelWithAnotherToken() {
        // When
        List<String> begun = evening(plan(CallerKind.NGINX, 0, 1), 0, 2000).stream()
                .filter(Step::begins)
                .map(step -> asked(step, "X-Original-URI"))
                .toList();

        // Then
        assertThat(begun).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        for (int i = 1; i < begun.size(); i++) {
            assertThat(begun.get(i).split("/")[2]).isNotEqualTo(begun.get(i - 1).split("/")[2]);
        }
    }

    @Test
    void asManyShareAnAddressAsPlanned() {
        assertThat(addresses(plan(CallerKind.NGINX, 0, 1)))
                .hasSize(1000)
                .allMatch(address -> address.startsWith("10."));
        assertThat(addresses(plan(CallerKind.NGINX, 0.2, 1)).size()).isBetween(800, 900);
        assertThat(addresses(plan(CallerKind.NGINX, 1, 1)).size()).isBetween(200, 250);
    }

    private static Set<String> addresses(LoadPlan plan) {
        Set<String> addresses = new HashSet<>();
        IntStream.range(0, 1000)
                .forEach(number -> addresses.add(asked(evening(plan, number, 1).get(0), "X-Real-IP")));
        return addresses;
    }

    @Test
    void whatCanNotBePlayedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(CallerKind.NGINX, 1.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(CallerKind.NGINX, Double.NaN, 1));
    }
}
