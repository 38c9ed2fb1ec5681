package tv.usher.engine.exchange;

import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.UnmappableCharacterException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * Why there was no complete answer of a backend, in an operator's words. The texts of others are used for TLS alone, where they never have a
 * question's data.
 */
public final class ExchangeFailure extends Undecided {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as it is counted. */
    public enum Kind {
        REFUSED(ReasonCode.CONNECTION_REFUSED),
        UNREACHABLE(ReasonCode.UNREACHABLE),
        UNRESOLVED(ReasonCode.NO_ADDRESS),
        TLS(ReasonCode.TLS_FAILED),
        TIMEOUT(ReasonCode.NO_ANSWER_IN_TIME),
        RESET(ReasonCode.CONNECTION_LOST),
        MALFORMED(ReasonCode.MALFORMED_ANSWER),
        OVERSIZED(ReasonCode.OVERSIZED_ANSWER),
        BUSY(ReasonCode.BUSY),
        /** It says nothing about the backend. */
        OUR_MACHINE(ReasonCode.OUT_OF_FILES),
        OVER_SHARE(ReasonCode.OVER_SHARE),
        STATUS(ReasonCode.SERVER_ERROR),
        TOLD_TO_WAIT(ReasonCode.TOLD_TO_WAIT);

        private final ReasonCode code;

        Kind(ReasonCode code) {
            this.code = code;
        }
    }

    private final Kind kind;
    private final Duration wait;

    public ExchangeFailure(Kind kind, String message) {
        this(kind, kind.code, message);
    }

    /** For a kind of which operators want to know more than that. */
    public ExchangeFailure(Kind kind, ReasonCode code, String message) {
        this(kind, code, message, Duration.ZERO);
    }

    private ExchangeFailure(Kind kind, ReasonCode code, String message, Duration wait) {
        super(code.with(message));
        this.kind = kind;
        this.wait = wait;
    }

    /** Nobody is to be asked before that time is over. */
    public static ExchangeFailure toldToWait(Duration wait) {
        return new ExchangeFailure(
                Kind.TOLD_TO_WAIT,
                ReasonCode.TOLD_TO_WAIT,
                "it asked to come again in " + wait.toSeconds() + "s (Retry-After)",
                wait);
    }

    public Kind kind() {
        return kind;
    }

    /** Zero unless it was told to wait. */
    public Duration waitTime() {
        return wait;
    }

    static ExchangeFailure busy(int waiting) {
        return new ExchangeFailure(Kind.BUSY, waiting + " questions wait for a connection already");
    }

    static ExchangeFailure overShare() {
        return new ExchangeFailure(
                Kind.OVER_SHARE, "the viewer's address has its share of the questions already (address-share)");
    }

    static ExchangeFailure noPlaceWithin(Duration timeout) {
        return new ExchangeFailure(
                Kind.BUSY, ReasonCode.NO_PLACE_IN_TIME, "no free connection within " + inWords(timeout));
    }

    static ExchangeFailure noAnswerWithin(Duration timeout) {
        return new ExchangeFailure(Kind.TIMEOUT, "no answer within " + inWords(timeout));
    }

    static ExchangeFailure outOfFiles() {
        return new ExchangeFailure(Kind.OUR_MACHINE, "this process can open no more files, which connections are");
    }

    /** True if there was no connection for a reason that a lack of files has too, be it that the name couldn't be looked up. */
    boolean mayLackFiles() {
        return kind == Kind.UNREACHABLE
                || kind == Kind.UNRESOLVED
                || reason().code().equals(ReasonCode.NO_CONNECTION_IN_TIME.code());
    }

    /** False if it failed here, so that nothing is known of the address that was tried. */
    boolean isOfTheAddress() {
        return kind != Kind.OUR_MACHINE
                && kind != Kind.BUSY
                && !reason().code().equals(ReasonCode.BACKEND_CLOSED.code());
    }

    static ExchangeFailure closed() {
        return new ExchangeFailure(Kind.UNREACHABLE, ReasonCode.BACKEND_CLOSED, "this backend is being closed");
    }

    static ExchangeFailure closedEarly() {
        return new ExchangeFailure(Kind.RESET, "connection closed before the complete answer");
    }

    static ExchangeFailure unresolved(String host) {
        return new ExchangeFailure(Kind.UNRESOLVED, "no address found for " + host);
    }

    static ExchangeFailure whileConnecting(Exception cause, String host, Duration connectTimeout) {
        if (cause instanceof ConnectException) {
            return new ExchangeFailure(Kind.REFUSED, "connection refused");
        }
        if (cause instanceof BindException) {
            return new ExchangeFailure(
                    Kind.OUR_MACHINE, ReasonCode.OUT_OF_PORTS, "this machine has no port left to ask from");
        }
        if (cause instanceof SocketTimeoutException) {
            return new ExchangeFailure(
                    Kind.TIMEOUT, ReasonCode.NO_CONNECTION_IN_TIME, "no connection within " + inWords(connectTimeout));
        }
        if (cause instanceof UnknownHostException) {
            return unresolved(host);
        }
        if (cause instanceof SSLException) {
            return new ExchangeFailure(Kind.TLS, tls(cause, host));
        }
        if (cause instanceof IllegalStateException) { // of HttpClient or its pool
            return closed();
        }
        return new ExchangeFailure(Kind.UNREACHABLE, "no way to " + host);
    }

    static ExchangeFailure whileAsking(Exception cause, String host) {
        if (cause instanceof MessageConstraintException || cause instanceof UnmappableCharacterException) {
            return new ExchangeFailure(
                    Kind.OVERSIZED,
                    "answer longer than max-answer or max-answer-headers, or more than " + BackendClient.MOST_HEADERS
                            + " headers");
        }
        if (cause instanceof TruncatedChunkException) {
            return closedEarly();
        }
        if (cause instanceof HttpException
                || cause instanceof MalformedChunkCodingException
                || cause instanceof RuntimeException) {
            return new ExchangeFailure(Kind.MALFORMED, "answer isn't valid HTTP");
        }
        if (cause instanceof SSLHandshakeException) { // with TLS 1.3 our certificate is refused only now
            return new ExchangeFailure(Kind.TLS, tls(cause, host));
        }
        // There was a connection. So it is as one that was lost, which one viewer's question may have caused.
        return cause instanceof SSLException
                ? new ExchangeFailure(Kind.TLS, ReasonCode.CONNECTION_LOST, tls(cause, host))
                : closedEarly();
    }

    private static String tls(Exception failure, String host) {
        Throwable root = failure;
        boolean certificate = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            certificate |= cause instanceof CertificateException;
            root = cause;
        }
        String what = certificate ? "certificate isn't valid for " + host : "TLS failed";
        return root.getMessage() == null ? what : what + ": " + root.getMessage();
    }

    private static String inWords(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
