package tv.usher.engine.check.jwt;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.engine.net.StrictJson;
import tv.usher.engine.util.ReasonCode;

/** A token as a viewer shows it: {@code header.claims.signature}. Nothing of it is known to be true. Immutable. */
public final class ShownToken {

    /** Characters of the longest token. */
    static final int LONGEST = 8192;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*");
    private static final ClaimName ISSUER = new ClaimName("iss");

    private final String text;
    private final JsonNode header;
    private final Claims claims;

    private ShownToken(String text, JsonNode header, Claims claims) {
        this.text = text;
        this.header = header;
        this.claims = claims;
    }

    /**
     * Empty for a token of another shape, which somebody else may know.
     *
     * @throws RefusedToken if it has the shape and can't be right
     */
    public static Optional<ShownToken> read(String text) throws RefusedToken {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        Optional<JsonNode> header = text.length() > LONGEST
                ? Optional.empty()
                : decoded(parts[0]).flatMap(StrictJson::object).filter(ShownToken::namesAlgorithm);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        if (header.get().has("crit")) {
            throw malformed("it demands something that isn't known here (crit)");
        }
        JsonNode kid = header.get().path("kid");
        if (!kid.isMissingNode() && !kid.isTextual()) {
            throw malformed("the name of its key is no text");
        }
        if (decoded(parts[2]).isEmpty()) {
            throw malformed("its signature is no base64url, or not in the one form that it has");
        }
        JsonNode claims = decoded(parts[1])
                .flatMap(StrictJson::object)
                .orElseThrow(() -> malformed("its claims are no JSON object, or have a name twice"));
        return Optional.of(new ShownToken(text, header.get(), new Claims(claims)));
    }

    private static boolean namesAlgorithm(JsonNode header) {
        return header.path("alg").isTextual();
    }

    private static RefusedToken malformed(String what) {
        return new RefusedToken(ReasonCode.TOKEN_MALFORMED.with("token: " + what));
    }

    /** Empty also for a spelling that an encoder doesn't make: else one token could have many. */
    static Optional<byte[]> decoded(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            String canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return canonical.equals(part) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Who says that he made it; empty if nobody says so. */
    public Optional<String> issuer() throws RefusedToken {
        return claims.text(ISSUER);
    }

    /** What it claims, which counts only once its signature has been checked. */
    public Claims claims() {
        return claims;
    }

    /** The algorithm that it names, which decides nothing but whether it is the one that its key has. */
    String algorithm() {
        return header.path("alg").textValue();
    }

    Optional<String> keyId() {
        return Optional.ofNullable(header.path("kid").textValue());
    }

    byte[] signed() {
        return text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** In base64url. */
    String signature() {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShownToken token && token.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "ShownToken[***]";
    }
}
