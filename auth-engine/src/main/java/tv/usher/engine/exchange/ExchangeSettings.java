package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.util.FairQueue;

/**
 * How one backend is asked.
 *
 * @param timeout          for the whole answer: waiting for a connection, connecting, TLS, asking, and the last byte of the body
 * @param connectTimeout   for TCP of a new connection, and once more for TLS; the timeout above ends it too
 * @param maxConcurrent    questions at once to this backend, each on a connection of its own
 * @param maxWaiting       questions that may wait for a connection; one more is unavailable at once
 * @param addressShare     percent of maxConcurrent, and of both together, that the questions of one client address may be
 * @param keepAlive        how long an idle connection is kept; keep it below the middleware's own
 * @param maxAnswer        bytes of body; a longer answer is none
 * @param maxAnswerHeaders bytes of status line and headers; an answer with more is none
 * @param passOver         how long one of several addresses that can't be connected is passed over
 */
public record ExchangeSettings(
        @Default("2s") Duration timeout,
        @Default("1s") Duration connectTimeout,
        @Default("100") int maxConcurrent,
        @Default("1000") int maxWaiting,
        @Default("50") int addressShare,
        @Default("4s") Duration keepAlive,
        @Default("65536") int maxAnswer,
        @Default("16384") int maxAnswerHeaders,
        @Default("5s") Duration passOver,
        Optional<TlsSettings> tls) {

    public ExchangeSettings {
        requirePositive("timeout", timeout);
        requirePositive("connect-timeout", connectTimeout);
        requirePositive("keep-alive", keepAlive);
        requirePositive("pass-over", passOver);
        if (maxConcurrent < 1 || maxAnswer < 1 || maxAnswerHeaders < 1024) {
            throw new IllegalArgumentException(
                    "max-concurrent and max-answer must be at least 1, max-answer-headers 1024");
        }
        FairQueue.requireShare(addressShare);
        if (maxWaiting < 0) {
            throw new IllegalArgumentException("max-waiting must not be negative");
        }
    }

    /** For what has no further settings: no question waits for a connection, and one client address may have all. */
    public static ExchangeSettings plain(
            Duration timeout, int maxConcurrent, int maxAnswer, Optional<TlsSettings> tls) {
        Duration keepAlive = Duration.ofSeconds(4);
        Duration passOver = Duration.ofSeconds(5);
        return new ExchangeSettings(
                timeout, timeout, maxConcurrent, 0, 100, keepAlive, maxAnswer, 16_384, passOver, tls);
    }

    /** For each of TCP and TLS. */
    Duration timeoutOfConnecting() {
        return connectTimeout.compareTo(timeout) < 0 ? connectTimeout : timeout;
    }

    private static void requirePositive(String key, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than 0");
        }
    }
}
