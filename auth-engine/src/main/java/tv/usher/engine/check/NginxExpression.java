package tv.usher.engine.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.net.Percent;

/**
 * What nginx signs: the argument of its {@code secure_link_md5}, with {@code $secret} in place of the secret. It knows
 * {@code $secure_link_expires}, {@code $uri}, {@code $remote_addr}, {@code $host}, {@code $http_user_agent} and {@code $arg_NAME} as
 * nginx does, and {@code $folder}: the path to its last slash.
 */
public final class NginxExpression {

    private static final String SECRET = "secret";
    private static final String EXPIRES = "secure_link_expires";
    private static final String ARGUMENT = "arg_";
    private static final Pattern PART = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))|([^$]+)");

    /** Of a request; the caller has to tell them. */
    private static final List<String> NEEDED = List.of("uri", "folder", "remote_addr", "host");

    private static final List<String> KNOWN =
            List.of(SECRET, EXPIRES, "uri", "folder", "remote_addr", "host", "http_user_agent");

    // Below what reading it needs.
    static final NginxExpression USUAL = parse("$secure_link_expires$uri$remote_addr $secret");

    private final String text;
    private final List<Part> parts;

    private record Part(String literal, String variable) {}

    private NginxExpression(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * @throws IllegalArgumentException if it has a variable that isn't known, or signs neither secret nor end; the message continues a
     *     sentence that begins with the text
     */
    public static NginxExpression parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            String variable = part.group(1) != null ? part.group(1) : part.group(2);
            if (variable != null && !KNOWN.contains(variable) && !isArgument(variable)) {
                throw new IllegalArgumentException(
                        "has $" + variable + "; known are $" + String.join(", $", KNOWN) + " and $arg_NAME");
            }
            parts.add(variable == null ? new Part(part.group(3), "") : new Part("", variable));
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("has a '$' that begins no variable");
        }
        if (parts.stream().noneMatch(one -> one.variable().equals(SECRET))) {
            throw new IllegalArgumentException("lacks $secret, so that anybody could sign");
        }
        if (parts.stream().noneMatch(one -> one.variable().equals(EXPIRES))) {
            throw new IllegalArgumentException("lacks $secure_link_expires, so that no link would end");
        }
        return new NginxExpression(text, List.copyOf(parts));
    }

    private static boolean isArgument(String variable) {
        return variable.startsWith(ARGUMENT) && variable.length() > ARGUMENT.length();
    }

    /** The first variable of which the caller tells nothing, so that a link can't be checked; empty if all are told. */
    Optional<String> unknownIn(AccessRequest request) {
        return parts.stream()
                .map(Part::variable)
                .filter(NEEDED::contains)
                .filter(variable -> value(variable, request).isEmpty())
                .findFirst();
    }

    /** What is signed, one character per byte. */
    String of(AccessRequest request, String expires, Secret secret) {
        StringBuilder signed = new StringBuilder();
        for (Part part : parts) {
            switch (part.variable()) {
                case "" -> signed.append(LinkText.of(Secret.of(part.literal())));
                case SECRET -> signed.append(LinkText.of(secret));
                case EXPIRES -> signed.append(expires);
                default -> signed.append(value(part.variable(), request));
            }
        }
        return signed.toString();
    }

    private static String value(String variable, AccessRequest request) {
        return switch (variable) {
            case "uri" -> Percent.lenient(request.path());
            case "folder" -> Percent.lenient(CanonicalPath.folder(request.path()));
            case "remote_addr" -> request.clientAddress();
            case "host" -> request.host();
            case "http_user_agent" -> request.userAgent();
            default ->
                RawParameter.of(request.query(), new ParameterName(variable.substring(ARGUMENT.length())))
                        .orElse("");
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NginxExpression expression && expression.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
