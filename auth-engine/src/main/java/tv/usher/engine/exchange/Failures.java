package tv.usher.engine.exchange;

import static tv.usher.engine.exchange.ExchangeFailure.Kind.BUSY;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.MALFORMED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OUR_MACHINE;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OVERSIZED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.OVER_SHARE;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.REFUSED;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.RESET;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TIMEOUT;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.TLS;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNREACHABLE;
import static tv.usher.engine.exchange.ExchangeFailure.Kind.UNRESOLVED;

import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.UnmappableCharacterException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import tv.usher.engine.util.ReasonCode;

/** What went wrong, in an operator's words. The texts of others are used for TLS alone, where they never have a question's data. */
final class Failures {

    private static final Set<String> LACKING = Set.of(
            ReasonCode.UNREACHABLE.code(), ReasonCode.NO_ADDRESS.code(), ReasonCode.NO_CONNECTION_IN_TIME.code());

    private Failures() {}

    static ExchangeFailure busy(int waiting) {
        return new ExchangeFailure(BUSY, waiting + " questions wait for a connection already");
    }

    static ExchangeFailure overShare() {
        return new ExchangeFailure(
                OVER_SHARE, "the viewer's address has its share of the questions already (address-share)");
    }

    static ExchangeFailure noPlaceWithin(Duration timeout) {
        return new ExchangeFailure(BUSY, ReasonCode.NO_PLACE_IN_TIME, "no free connection within " + inWords(timeout));
    }

    static ExchangeFailure noAnswerWithin(Duration timeout) {
        return new ExchangeFailure(TIMEOUT, "no answer within " + inWords(timeout));
    }

    static ExchangeFailure noConnectionWithin(Duration timeout) {
        return new ExchangeFailure(
                TIMEOUT, ReasonCode.NO_CONNECTION_IN_TIME, "no connection within " + inWords(timeout));
    }

    static ExchangeFailure outOfFiles() {
        return new ExchangeFailure(OUR_MACHINE, "this process can open no more files, which connections are");
    }

    /** True if there was no connection for a reason that a lack of files has too, be it that the name couldn't be looked up. */
    static boolean mayLackFiles(ExchangeFailure failure) {
        return LACKING.contains(failure.reason().code());
    }

    static ExchangeFailure closed() {
        return new ExchangeFailure(UNREACHABLE, ReasonCode.BACKEND_CLOSED, "this backend is being closed");
    }

    static ExchangeFailure closedEarly() {
        return new ExchangeFailure(RESET, "connection closed before the complete answer");
    }

    static ExchangeFailure unresolved(String host) {
        return new ExchangeFailure(UNRESOLVED, "no address found for " + host);
    }

    static ExchangeFailure whileConnecting(Exception cause, String host, Duration connectTimeout) {
        if (cause instanceof ConnectException) {
            return new ExchangeFailure(REFUSED, "connection refused");
        }
        if (cause instanceof BindException) {
            return new ExchangeFailure(
                    OUR_MACHINE, ReasonCode.OUT_OF_PORTS, "this machine has no port left to ask from");
        }
        if (cause instanceof SocketTimeoutException) {
            return noConnectionWithin(connectTimeout);
        }
        if (cause instanceof UnknownHostException) {
            return unresolved(host);
        }
        if (cause instanceof SSLException) {
            return tls(cause, host);
        }
        return new ExchangeFailure(UNREACHABLE, "no way to " + host);
    }

    static ExchangeFailure whileAsking(Exception cause, String host) {
        if (cause instanceof MessageConstraintException || cause instanceof UnmappableCharacterException) {
            return new ExchangeFailure(OVERSIZED, "answer longer than max-answer or max-answer-headers");
        }
        if (cause instanceof TruncatedChunkException) {
            return closedEarly();
        }
        if (cause instanceof HttpException
                || cause instanceof MalformedChunkCodingException
                || cause instanceof RuntimeException) {
            return new ExchangeFailure(MALFORMED, "answer isn't valid HTTP");
        }
        if (cause instanceof SSLException) {
            return tls(cause, host);
        }
        return closedEarly();
    }

    /** True if the connection ended, in whatever way, and nothing is wrong with what came over it. */
    static boolean isClosed(Exception cause) {
        return whileAsking(cause, "").kind() == RESET;
    }

    private static ExchangeFailure tls(Exception failure, String host) {
        Throwable root = failure;
        boolean certificate = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            certificate |= cause instanceof CertificateException;
            root = cause;
        }
        String what = certificate ? "certificate isn't valid for " + host : "TLS failed";
        return new ExchangeFailure(TLS, root.getMessage() == null ? what : what + ": " + root.getMessage());
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
