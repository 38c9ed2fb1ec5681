package tv.usher.engine.management;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** The {@code ban} of a request that ends sessions. */
final class Ban {

    static final String PARAMETER = "ban";

    private final Function<String, Duration> durations;

    /**
     * @param durations reads {@code 10m}; throws {@link IllegalArgumentException} with what continues a sentence
     */
    Ban(Function<String, Duration> durations) {
        this.durations = durations;
    }

    /** Zero if none is asked for. */
    Duration of(ApiRequest request) {
        String text = request.parameter(PARAMETER).orElse("0s");
        try {
            return durations.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "'ban' " + e.getMessage());
        }
    }

    /** What ends sessions, which fails while there are as many bans as allowed. */
    static <T> T unlessFull(Supplier<T> end) {
        try {
            return end.get();
        } catch (IllegalStateException e) {
            throw new ApiException(409, e.getMessage());
        }
    }
}
