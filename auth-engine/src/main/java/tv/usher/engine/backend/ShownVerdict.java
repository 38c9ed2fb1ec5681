package tv.usher.engine.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.Percent;
import tv.usher.engine.net.WireText;
import tv.usher.engine.util.ShortText;

/**
 * What a plugin says of a viewer, without the values of his query and the secrets of his path: an answer may repeat them, a plugin may quote
 * it, and no log may show them. A plugin may also quote a whole page, so a long text is cut: a hundred thousand denials are remembered.
 */
final class ShownVerdict {

    private static final String HIDDEN = "***";

    /** A shorter value is a part of many words, and no secret. */
    private static final int SHORTEST = 4;

    /** Characters of a reason's text; a few more than a line of the log shows. */
    private static final int LONGEST = 250;

    private ShownVerdict() {}

    static Verdict of(Verdict verdict, AccessRequest request) {
        return verdict.fold(
                allow -> allow,
                deny -> changed(deny.reason(), request)
                        .<Verdict>map(reason -> new Verdict.Deny(reason).redirect(deny.redirect()))
                        .orElse(deny),
                abstain -> changed(abstain.reason(), request)
                        .<Verdict>map(Verdict.Abstain::new)
                        .orElse(abstain),
                unavailable -> changed(unavailable.reason(), request)
                        .<Verdict>map(Verdict.Unavailable::new)
                        .orElse(unavailable));
    }

    /** Empty if it is short and shows nothing of the viewer's. */
    private static Optional<Reason> changed(Reason reason, AccessRequest request) {
        String text = cut(hidden(reason.text(), request)); // in this order: half a secret isn't found
        return text.equals(reason.text()) ? Optional.empty() : Optional.of(new Reason(reason.code(), text));
    }

    private static String hidden(String text, AccessRequest request) {
        if (request.query().isEmpty() && request.captures().isEmpty()) {
            return text;
        }
        String hidden = Captures.hide(text, request.captures());
        for (String value : values(request)) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return hidden;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : ShortText.of(text, LONGEST) + '…';
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
                values.add(WireText.read(Percent.lenient(escaped)));
            }
        });
        values.removeIf(value -> value.length() < SHORTEST);
        values.sort(Comparator.comparingInt(String::length).reversed());
        return values;
    }
}
