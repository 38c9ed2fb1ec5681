package tv.usher.engine.check.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tv.usher.engine.net.StrictJson;
import tv.usher.engine.util.ReasonCode;

/**
 * What a token says. A claim of another type than it must have refuses the token: it is never taken for absent. Null counts as absent.
 * Immutable.
 */
public final class Claims {

    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999
    private static final int MOST_TEXTS = 200;
    private static final int LONGEST_TEXT = 256;

    private final JsonNode object;

    Claims(JsonNode object) {
        this.object = object;
    }

    /** Empty if the text is no base64url, without padding, of a JSON object in which no name comes twice. */
    public static Optional<Claims> ofBase64Url(String text) {
        return ShownToken.decoded(text).flatMap(StrictJson::object).map(Claims::new);
    }

    /** A whole number counts as the text of its digits. */
    public Optional<String> text(ClaimName name) throws RefusedToken {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw refused(name, "is no text");
        }
        return Optional.of(value.asText());
    }

    /** At least 1. */
    public Optional<Integer> count(ClaimName name) throws RefusedToken {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw refused(name, "is no whole number from 1 on");
        }
        return Optional.of(value.intValue());
    }

    /** In seconds since 1970, as RFC 7519 has times; parts of a second are cut off. */
    public Optional<Instant> time(ClaimName name) throws RefusedToken {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        double seconds = value.isNumber() ? value.doubleValue() : -1;
        if (!(seconds >= 0 && seconds <= LAST_SECOND)) {
            throw refused(name, "is no time in seconds since 1970");
        }
        return Optional.of(Instant.ofEpochSecond((long) seconds));
    }

    /** In milliseconds since 1970; only a whole number is one. */
    public Optional<Instant> timeInMillis(ClaimName name) throws RefusedToken {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        if (!whole || value.longValue() < 0 || value.longValue() / 1000 > LAST_SECOND) {
            throw refused(name, "is no time in milliseconds since 1970");
        }
        return Optional.of(Instant.ofEpochMilli(value.longValue()));
    }

    /** A list of texts, or one text, as RFC 7519 has the audience. */
    public Optional<List<String>> texts(ClaimName name) throws RefusedToken {
        return texts(name, List::of);
    }

    /** A list of texts, or one text with blanks between them, as OAuth has its scopes. */
    public Optional<List<String>> textsBetweenBlanks(ClaimName name) throws RefusedToken {
        return texts(name, text -> List.of(text.strip().split(" +")));
    }

    private Optional<List<String>> texts(ClaimName name, Function<String, List<String>> ofOneText) throws RefusedToken {
        JsonNode value = value(name);
        if (isAbsent(value)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.addAll(ofOneText.apply(value.textValue()));
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                texts.add(item.isTextual() ? item.textValue() : "");
            }
        } else {
            throw refused(name, "is neither a list nor a text");
        }
        if (texts.size() > MOST_TEXTS) {
            throw refused(name, "has more than " + MOST_TEXTS + " entries");
        }
        for (String text : texts) {
            if (text.isEmpty() || text.length() > LONGEST_TEXT) {
                throw refused(name, "has an entry that is no text of 1 to " + LONGEST_TEXT + " characters");
            }
        }
        return Optional.of(List.copyOf(texts));
    }

    /** The value itself; missing if there is none. */
    JsonNode value(ClaimName name) {
        return name.isPointer() ? object.at(name.text()) : object.path(name.text());
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The token is refused because of this claim. */
    public static RefusedToken refused(ClaimName name, String what) {
        return new RefusedToken(ReasonCode.TOKEN_CLAIMS.with("token: claim " + name + ' ' + what));
    }

    /** Never shows a claim. */
    @Override
    public String toString() {
        return "Claims[***]";
    }
}
