package tv.usher.engine.management.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Secret;

/**
 * Who asks the API.
 *
 * @param by        in words, such as {@code command line, as root, from 127.0.0.1}; the address is certain, the rest is what the client says
 * @param mayChange false for who may only look
 * @param agent     the program, as it calls itself; empty if it doesn't
 * @param code      a viewer's one-time code, which is all that the client shows; empty for an operator
 */
record Operator(String by, boolean mayChange, String agent, Optional<Secret> code) {

    /** Has a viewer's one-time code. */
    static final String CODE_HEADER = "X-Denied-Code";

    /** Which of Usher's own clients it is. */
    static final String CLIENT_HEADER = "X-Usher-Client";

    /** Who sits in front of it. */
    static final String NAME_HEADER = "X-Usher-Operator";

    private static final Pattern NAME = Pattern.compile("[\\w.@-]{1,64}");

    static Operator of(HttpHeaders headers, InetAddress address, boolean mayChange) {
        String name = headers.get(NAME_HEADER, "");
        String as = NAME.matcher(name).matches() ? ", as " + name : "";
        String by = client(headers) + as + ", from " + address.getHostAddress();
        return new Operator(by, mayChange, agent(headers), Optional.empty());
    }

    /** A portal that shows a viewer's code instead of a token. Nobody has looked at the code yet. */
    static Operator withCode(HttpHeaders headers, InetAddress address) {
        List<String> codes = headers.getAll(CODE_HEADER);
        Secret code = Secret.of(codes.size() == 1 ? codes.get(0) : ""); // two are none
        return new Operator("one-time code, from " + address.getHostAddress(), true, agent(headers), Optional.of(code));
    }

    private static String agent(HttpHeaders headers) {
        return headers.get(HttpHeaderNames.USER_AGENT, "");
    }

    private static String client(HttpHeaders headers) {
        return switch (headers.get(CLIENT_HEADER, "")) {
            case "command-line" -> "command line";
            case "page" -> "page";
            default -> "API";
        };
    }

    /**
     * @throws ApiException if the operator may only look
     */
    void requireToChange() {
        if (!mayChange) {
            throw new ApiException(
                    ApiProblem.FORBIDDEN,
                    "this token may only look (management.read-only-token): this needs the token of management.token");
        }
    }
}
