package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.IntFunction;
import tv.usher.api.BackendResponse;

/**
 * What became of a connection.
 *
 * @param text for operators
 */
record CutResult(Kind kind, String text) {

    enum Kind {
        /** The media server has ended it. */
        CUT,
        /** It was over already. */
        GONE,
        /** The media server didn't do it, and wouldn't if it were told again. */
        FAILED,
        /** The media server couldn't do it now. */
        FAILED_NOW,
        /** There was no room to tell the media server. */
        DROPPED;

        /** As operators and metrics have it. */
        String word() {
            return this == FAILED_NOW ? FAILED.word() : name().toLowerCase(Locale.ROOT);
        }
    }

    static final CutResult CUT = new CutResult(Kind.CUT, "");
    static final CutResult GONE = new CutResult(Kind.GONE, "the media server doesn't have it any more");

    static boolean isGood(BackendResponse answer) {
        return answer.status() >= 200 && answer.status() < 300;
    }

    /** Of an API whose status says it all. */
    static CutResult byStatus(BackendResponse answer) {
        return isGood(answer) ? CUT : failed(answer.status());
    }

    /** By a status alone; nothing of the answer is told. */
    static CutResult failed(int status) {
        return switch (status) {
            case 401, 403 -> new CutResult(Kind.FAILED, "the API answered " + status + ": it wants another login");
            case 404 -> new CutResult(Kind.FAILED, "the API answered 404: it isn't there");
            default -> new CutResult(status >= 500 ? Kind.FAILED_NOW : Kind.FAILED, "the API answered " + status);
        };
    }

    /**
     * Of an API whose answers carry a code.
     *
     * @param meaning of a code
     */
    static CutResult byCode(BackendResponse answer, IntFunction<CutResult> meaning) {
        if (!isGood(answer)) {
            return failed(answer.status());
        }
        JsonNode code = ApiJson.read(answer.body()).path("code");
        return code.isInt() ? meaning.apply(code.intValue()) : strange();
    }

    /** An answer that isn't as this kind of media server's. */
    static CutResult strange() {
        return new CutResult(Kind.FAILED, "the API gave an answer that isn't this media server's");
    }
}
