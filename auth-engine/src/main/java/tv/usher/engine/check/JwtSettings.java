package tv.usher.engine.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.check.jwt.Algorithm;
import tv.usher.engine.check.jwt.FetchPlan;
import tv.usher.engine.check.jwt.KeyReader;
import tv.usher.engine.check.jwt.KeysLocation;
import tv.usher.engine.check.jwt.SigningKeys;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.BoundedFile;

/**
 * Tokens that an issuer signs (JWT).
 *
 * @param keys        of the issuer: the address of its JWK set, or a file with one or with public keys in PEM
 * @param algorithms  that signatures may have
 * @param issuer      tokens of another one are left to other backends; empty: anybody's who has the keys
 * @param audience    that a token must name; empty: a token mustn't name any
 * @param requireExp  false: a token without an end is valid for ever
 * @param skew        how far the issuer's clock may be from ours
 * @param grant       how long an allow holds before the token is judged again, never longer than the token
 * @param refresh     how old fetched keys become before they are fetched anew
 * @param fetchPause  the least time from one fetch to the next
 * @param keepKeys    how long fetched keys count that can't be fetched anew
 * @param timeout     of a fetch
 * @param tls         towards the issuer
 * @param maxSessions of a user whose token says no number; empty: any number
 */
public record JwtSettings(
        KeysLocation keys,
        @Default("[RS256, ES256]") List<Algorithm> algorithms,
        Optional<String> issuer,
        Optional<String> audience,
        @Default("true") boolean requireExp,
        @Default("10s") Duration skew,
        @Default("token") ParameterName parameter,
        @Default("1h") Duration grant,
        @Default("{}") JwtClaimSettings claims,
        @Default("15m") Duration refresh,
        @Default("10s") Duration fetchPause,
        @Default("1d") Duration keepKeys,
        @Default("2s") Duration timeout,
        Optional<TlsSettings> tls,
        @Default("false") boolean insecureKeysOverHttp,
        Optional<Integer> maxSessions,
        Optional<FailureSettings> failures)
        implements CheckSettings {

    private static final int LARGEST_FILE = 256 * 1024;
    private static final int LARGEST_ANSWER = 256 * 1024;
    private static final Duration MOST_SKEW = Duration.ofMinutes(10);

    public JwtSettings {
        algorithms = List.copyOf(algorithms);
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("algorithms must have at least one entry");
        }
        if (keys.address().isPresent() && algorithms.stream().anyMatch(Algorithm::isSymmetric)) {
            throw new IllegalArgumentException(
                    "algorithms: HS256, HS384 and HS512 need a secret, and whoever can read '" + keys
                            + "' could sign with it; use a file of keys");
        }
        if (keys.isOpenToOthers() && !insecureKeysOverHttp) {
            throw new IllegalArgumentException(
                    "keys: must begin with https://, since whoever stands in between could give"
                            + " keys of his own; or say insecure-keys-over-http: true");
        }
        if (keys.file().isPresent() && tls.isPresent()) {
            throw new IllegalArgumentException("tls is for keys that are fetched, and these are in a file");
        }
        if (refresh.toSeconds() < 1 || fetchPause.toSeconds() < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("refresh and fetch-pause must be at least 1s, timeout 1ms");
        }
        if (keepKeys.compareTo(refresh) <= 0) {
            throw new IllegalArgumentException("keep-keys must be longer than refresh");
        }
        if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("skew must be 0s to 10m");
        }
        SettingsChecks.requireGrant(grant);
        SettingsChecks.requireSessions(maxSessions);
        SettingsChecks.requirePlain("parameter", parameter);
    }

    @Override
    public ParameterName identifyingParameter() {
        return parameter;
    }

    @Override
    public void validate(EntryReader reader) throws IOException {
        if (keys.file().isPresent()) {
            keysIn(keys.file().get());
        }
    }

    /** Those of the file, as it is now. */
    SigningKeys keysIn(Path file) throws IOException {
        try {
            String text = new String(BoundedFile.read(file, LARGEST_FILE), StandardCharsets.UTF_8);
            return keyReader().read(text);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        }
    }

    KeyReader keyReader() {
        return new KeyReader(algorithms, keys.address().isPresent());
    }

    /** Only with an address. */
    FetchPlan fetch() {
        return new FetchPlan(keys.address().orElseThrow(), refresh, fetchPause, keepKeys);
    }

    /** How the issuer is asked. */
    ExchangeSettings exchange() {
        return ExchangeSettings.plain(timeout, 1, LARGEST_ANSWER, tls);
    }
}
