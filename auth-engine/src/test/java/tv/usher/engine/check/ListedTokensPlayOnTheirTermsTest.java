package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tv.usher.engine.check.TestingLists.NOW;
import static tv.usher.engine.check.TestingLists.ranges;
import static tv.usher.engine.check.TestingLists.token;
import static tv.usher.engine.check.TestingLists.tokens;
import static tv.usher.engine.check.TestingLists.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.TestingClock;

class ListedTokensPlayOnTheirTermsTest {

    private static final String HASH_OF_ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void whoShowsAListedTokenPlaysUnderItsName() {
        Verdict verdict = judge(tokens(token("abc", "Hotel Astoria"), token("def", "bar")), viewer("token=abc"));

        assertThat(verdict)
                .isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("Hotel Astoria")));
    }

    @Test
    void aTokenMayBeListedByItsHash() {
        TokensSettings hashed = tokens(token(HASH_OF_ABC, "hotel"));

        assertThat(judge(hashed, viewer("token=abc"))).isInstanceOf(Verdict.Allow.class);
        assertThat(judge(hashed, viewer("token=" + HASH_OF_ABC))).isInstanceOf(Verdict.Abstain.class);
        assertThat(judge(hashed, viewer("token=" + HASH_OF_ABC.substring(7)))).isInstanceOf(Verdict.Abstain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token=", "token", "token=ab", "token=abcd", "token=ABC", "other=abc", "token=%00abc"})
    void anUnlistedTokenIsLeftToOthers(String query) {
        assertThat(judge(tokens(token("abc", "hotel")), viewer(query))).isInstanceOf(Verdict.Abstain.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=abc&token=abc", "Token=abc", "token[]=abc", "token=abc;token=def"})
    void aTokenThatReadersReadDifferentlyIsNone(String query) {
        assertThat(judge(tokens(token("abc", "hotel")), viewer(query))).isInstanceOf(Verdict.Abstain.class);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, true", "203.0.114.7, false", "2001:db8::7, true", "2001:db9::7, false", "'', false"})
    void fromTheListedAddressesOnly(String client, boolean allowed) {
        AccessRequest request =
                AccessRequest.builder().clientAddress(client).query("token=abc").build();

        Verdict verdict = judge(entry(ranges("203.0.113.0/24", "2001:db8::/32"), Optional.empty(), null), request);

        assertThat(verdict).isInstanceOf(allowed ? Verdict.Allow.class : Verdict.Deny.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-15T08:00:01Z, 1",
        "2027-01-15T10:00:00+01:00, 3600", // an hour left, by its offset
        "2027-01-15, 3600", // to the end of the day, so the grant's own hour counts
    })
    void untilTheyExpireAndNoGrantGoesBeyond(String expires, long seconds) {
        Verdict verdict = judge(entry(List.of(), Optional.of(Expiry.parse(expires)), null), viewer("token=abc"));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().lifetime()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-15T08:00:00Z", "2027-01-14", "2027-01-15T09:00:00+02:00"})
    void whatExpiredIsDenied(String expires) {
        Verdict verdict = judge(entry(List.of(), Optional.of(Expiry.parse(expires)), null), viewer("token=abc"));

        assertThat(verdict).isInstanceOf(Verdict.Deny.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2027-02-30", "2027-1-5", "2027-01-15T08:00:00", "1800000000"})
    void anExpiryHasADate(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expiry.parse(text));
    }

    @Test
    void theEntrysLimitIsGranted() {
        assertThat(judge(entry(List.of(), Optional.empty(), 3), viewer("token=abc")))
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().maxSessions()).hasValue(3));
    }

    @Test
    void theSectionsLimitIsForEntriesWithoutOne() {
        // Given
        TokenEntry without = token("abc", "hotel");
        TokenEntry with = new TokenEntry(Secret.of("def"), "bar", List.of(), Optional.empty(), Optional.of(3));
        TokensSettings settings = new TokensSettings(
                Optional.empty(),
                List.of(without, with),
                new ParameterName("token"),
                Duration.ofHours(1),
                Optional.of(2),
                Optional.empty());

        // Then
        assertThat(limit(judge(settings, viewer("token=abc")))).hasValue(2);
        assertThat(limit(judge(settings, viewer("token=def")))).hasValue(3);
    }

    private static OptionalInt limit(Verdict verdict) {
        return ((Verdict.Allow) verdict).grant().maxSessions();
    }

    @Test
    void oneTokenIsOnePartners() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        tokens(token("abc", "hotel"), token(HASH_OF_ABC, "bar")).byHash(null))
                .withMessage("'bar' and 'hotel' have the same token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:abc", "sha256:" + "F"})
    void aTokenThatCanBeNobodysIsRefused(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token(token, "hotel"))
                .withMessageStartingWith("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " hotel", "hotel ", "ho\ntel", "h\u00f6tel"})
    void aNameCanStandInAHeader(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> token("abc", name))
                .withMessageStartingWith("name");
    }

    @Test
    void noTextShowsAToken() {
        assertThat(tokens(token("abc-itself", "hotel")).toString()).doesNotContain("abc-itself");
    }

    private static TokensSettings entry(List<Cidr> addresses, Optional<Expiry> expires, Integer maxSessions) {
        return tokens(new TokenEntry(Secret.of("abc"), "hotel", addresses, expires, Optional.ofNullable(maxSessions)));
    }

    private static Verdict judge(TokensSettings settings, AccessRequest request) {
        try (Checks checks = new Checks(null, new KeyMemory(), TestingClock.at(NOW))) {
            return checks.of("partners", settings, null).judge(request).join();
        }
    }
}
