package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.TestingRules;

class SharesOfViewersStayTheSameTest {

    private static final int VIEWERS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50, 90})
    void aShareHasAboutAsManyViewersAsItSays(int percent) {
        assertThat(members(percent, addresses())).hasSizeBetween(share(percent, -0.3), share(percent, 0.3));
        assertThat(members(percent, tokens())).hasSizeBetween(share(percent, -0.3), share(percent, 0.3));
    }

    @Test
    void aLargerShareKeepsAllOfASmallerOne() {
        TreeSet<String> ten = members(10, addresses());
        TreeSet<String> twenty = members(20, addresses());

        assertThat(twenty).containsAll(ten).hasSizeGreaterThan(ten.size());
        assertThat(members(100, addresses())).hasSize(VIEWERS);
    }

    @Test
    void neighboursAreNotMovedTogether() {
        List<AccessRequest> street = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            street.add(from("203.0.113." + i));
        }

        assertThat(members(50, street)).hasSizeBetween(64, 192);
    }

    /** Another figure here would move viewers of a running platform, or send them to and fro between two versions of Usher. */
    @ParameterizedTest
    @CsvSource({"203.0.113.7, '', 62", "2001:db8::1, '', 43", "'', token=abc, 80"})
    void noVersionMovesAViewer(String client, String query, int place) {
        AccessRequest request =
                AccessRequest.builder().clientAddress(client).query(query).build();

        assertThat(facts(request).share()).isEqualTo(place);
    }

    @Test
    void whatComesWithoutATokenStaysWithItsPlaylist() {
        for (int i = 0; i < 100; i++) {
            AccessRequest.Builder viewer = AccessRequest.builder().clientAddress("203.0.113." + i);
            int playlist = facts(viewer.query("token=" + i).build()).share();

            assertThat(facts(viewer.query("").build()).share()).isEqualTo(playlist);
        }
    }

    @Test
    void anAddressIsOneViewerInAnySpelling() {
        assertThat(facts(from("::ffff:203.0.113.7")).share())
                .isEqualTo(facts(from("203.0.113.7")).share());
        assertThat(facts(from("2001:DB8:0:0::7")).share())
                .isEqualTo(facts(from("2001:db8::7")).share());
    }

    /** A device changes its privacy address every day, or for each network that it joins again. */
    @Test
    void allAddressesOfOneCustomerAreOneViewer() {
        List<AccessRequest> customers = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            String network = "2001:db8:0:" + Integer.toHexString(i) + ':';
            customers.add(from(network + ":1"));
            assertThat(facts(from(network + "a8b0:1c2d:3e4f:5061")).share())
                    .isEqualTo(facts(from(network + ":1")).share());
        }

        assertThat(members(50, customers)).hasSizeBetween(64, 192);
    }

    @Test
    void oneWithoutAddressAndTokenIsInNoShare() {
        AccessRequest nobody = AccessRequest.builder().query("a=1&token=").build();

        assertThat(facts(nobody).share()).isEqualTo(Rollout.UNKNOWN);
        assertThat(new Rollout(100).contains(Rollout.UNKNOWN)).isFalse();
    }

    private static int share(int percent, double tolerance) {
        return (int) (VIEWERS * percent / 100 * (1 + tolerance));
    }

    private static TreeSet<String> members(int percent, List<AccessRequest> viewers) {
        Rule rule = new Rule("tested", TestingRules.when("percent: " + percent), true);
        TreeSet<String> members = new TreeSet<>();
        for (AccessRequest viewer : viewers) {
            if (rule.failing(facts(viewer)).isEmpty()) {
                members.add(viewer.clientAddress() + viewer.query().raw());
            }
        }
        return members;
    }

    private static List<AccessRequest> addresses() {
        List<AccessRequest> viewers = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            viewers.add(from("10.20." + (i >> 8) + '.' + (i & 255)));
        }
        return viewers;
    }

    private static List<AccessRequest> tokens() {
        List<AccessRequest> viewers = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            viewers.add(AccessRequest.builder()
                    .query("token=" + Integer.toHexString(i))
                    .build());
        }
        return viewers;
    }

    private static AccessRequest from(String client) {
        return AccessRequest.builder().clientAddress(client).build();
    }

    private static RequestFacts facts(AccessRequest request) {
        return new RequestFacts(request, "nginx", "127.0.0.1", Countries.NONE, List.of("token"));
    }
}
