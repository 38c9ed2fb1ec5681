package tv.usher.engine.backend;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.net.Captures;

/**
 * What a plugin says of a viewer, without the values of his query and the secrets of his path: an answer may repeat them, a plugin may quote
 * it, and no log may show them.
 */
final class ShownVerdict {

    private static final String HIDDEN = "***";

    /** A shorter value is a part of many words, and no secret. */
    private static final int SHORTEST = 4;

    private ShownVerdict() {}

    static Verdict of(Verdict verdict, AccessRequest request) {
        if (request.query().isEmpty() && request.captures().isEmpty()) {
            return verdict;
        }
        return verdict.fold(
                allow -> allow,
                deny -> hidden(deny.reason(), request)
                        .<Verdict>map(reason -> new Verdict.Deny(reason).redirect(deny.redirect()))
                        .orElse(deny),
                abstain -> hidden(abstain.reason(), request)
                        .<Verdict>map(Verdict.Abstain::new)
                        .orElse(abstain),
                unavailable -> hidden(unavailable.reason(), request)
                        .<Verdict>map(Verdict.Unavailable::new)
                        .orElse(unavailable));
    }

    /** Empty if it shows nothing of the viewer's. */
    private static Optional<Reason> hidden(Reason reason, AccessRequest request) {
        String text = Captures.hide(reason.text(), request.captures());
        for (String value : values(request)) {
            text = text.replace(value, HIDDEN);
        }
        return text.equals(reason.text()) ? Optional.empty() : Optional.of(new Reason(reason.code(), text));
    }

    /** As they came and decoded; the longest first, since one may be a part of another. */
    private static List<String> values(AccessRequest request) {
        List<String> values = new ArrayList<>();
        for (String pair : request.query().raw().split("[&;]")) {
            int equals = pair.indexOf('=');
            values.add(pair.substring(equals + 1));
            values.addAll(request.query().all(equals < 0 ? pair : pair.substring(0, equals)));
        }
        request.captures().forEach((name, escaped) -> {
            if (!name.equals(Captures.CHANNEL)) {
                values.add(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        });
        values.removeIf(value -> value.length() < SHORTEST);
        values.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }
}
