package tv.usher.engine.cut;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.Header;

/** Asks the API of a media server over HTTP. Thread-safe; nothing here blocks. */
interface ApiCalls {

    /**
     * @param json the body, empty if there is none
     */
    record Call(String method, String url, List<Header> headers, String json) {

        /** Never shows headers and body, which may have a password. */
        @Override
        public String toString() {
            return method + ' ' + url;
        }
    }

    /** A complete answer. */
    record Answer(int status, String body) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * @return fails if there is no complete answer within that time
     */
    CompletableFuture<Answer> send(Call call, Duration within);
}
