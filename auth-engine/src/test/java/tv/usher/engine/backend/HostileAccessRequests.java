package tv.usher.engine.backend;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;

/** What viewers and callers may send that is still an {@link AccessRequest}. */
final class HostileAccessRequests {

    static final String SECRET = "s3cr3t-of-a-viewer";

    private static final List<String> QUERIES = List.of(
            "",
            "&&;=&=",
            "token",
            "token=",
            "token=%",
            "token=%zz&token=%4",
            "token=%ff%fe%c0%af&auth=%ff:%ff",
            "token=%00%0d%0aX-Real-Ip:%20127.0.0.1",
            "token=" + SECRET + "&token=" + SECRET + "&tok%65n[]=" + SECRET,
            "auth=:&token=-",
            "auth=anna:&token=---",
            "auth=:" + SECRET,
            "auth=anna:" + "%f0%9f%98%80".repeat(1_000),
            "token=" + "0".repeat(40) + "-salt-9999999999-99999999999999999999",
            "token=" + "a".repeat(60_000),
            "token=" + "-".repeat(60_000),
            parameters("token"),
            parameters("auth"),
            parameters("p%"));

    private static final List<String> TEXTS = List.of(
            "",
            "/",
            "//",
            "..",
            "/../../etc/passwd",
            "x".repeat(60_000),
            "/".repeat(60_000),
            "\u00ff\u0080%00%",
            "@:[::]?#");

    private HostileAccessRequests() {}

    private static String parameters(String name) {
        return IntStream.range(0, 250).mapToObj(i -> name + "=" + i).collect(Collectors.joining("&"));
    }

    static List<AccessRequest> all() {
        Stream<AccessRequest> queries = QUERIES.stream()
                .map(query -> AccessRequest.builder()
                        .clientAddress("192.0.2.66")
                        .path("/live/ch1/index.m3u8")
                        .query(query)
                        .build());
        Stream<AccessRequest> texts = TEXTS.stream()
                .map(text -> AccessRequest.builder()
                        .session(text)
                        .channel(text)
                        .clientAddress(text)
                        .path(text)
                        .host(text)
                        .origin(text)
                        .userAgent(text)
                        .referer(text)
                        .protocol(text)
                        .action(Action.PUBLISH)
                        .query("token=" + SECRET)
                        .build());
        return Stream.concat(queries, texts).toList();
    }
}
