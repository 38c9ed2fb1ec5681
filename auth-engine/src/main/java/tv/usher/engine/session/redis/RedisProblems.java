package tv.usher.engine.session.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why Redis doesn't do its work, in an operator's words. Redis' own texts are never used: some repeat the password. */
final class RedisProblems {

    private static final Pattern CODE = Pattern.compile("([A-Z]{2,20})( |$)");

    private RedisProblems() {}

    static String of(Throwable failure) {
        String reason = reason(failure);
        return reason == null ? "connection lost" : reason;
    }

    /** Null if no cause says it. Of a cluster the causes of its nodes are beside each other. */
    private static @Nullable String reason(Throwable failure) {
        String reason = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandExecutionException) {
                return said(cause.getMessage());
            }
            for (Throwable ofNode : cause.getSuppressed()) {
                String nodes = reason(ofNode);
                reason = nodes == null ? reason : nodes;
            }
            if (cause instanceof RedisCommandTimeoutException || cause instanceof TimeoutException) {
                reason = "no answer in time";
            } else if (cause instanceof UnknownHostException) {
                reason = "no address found";
            } else if (cause instanceof ConnectException) {
                reason = cause.getClass() == ConnectException.class ? "connection refused" : "no connection in time";
            } else if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                reason = "TLS failed, or its certificate isn't valid";
            } else if (cause instanceof Unusable) {
                reason = String.valueOf(cause.getMessage());
            }
        }
        return reason;
    }

    /** The code alone, such as WRONGPASS, NOAUTH, OOM, READONLY, LOADING. */
    private static String said(@Nullable String message) {
        Matcher code = CODE.matcher(message == null ? "" : message);
        return code.lookingAt() ? "it says " + code.group(1) : "it reports an error";
    }

    /** Redis answers, but Usher can't use the answer. */
    static final class Unusable extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason);
        }
    }
}
