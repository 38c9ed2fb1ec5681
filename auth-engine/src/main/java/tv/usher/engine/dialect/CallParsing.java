package tv.usher.engine.dialect;

import java.util.Locale;
import java.util.Set;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.HostName;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/** Brings what callers tell about a viewer into canonical form. An empty text stays empty; a malformed one is refused. */
final class CallParsing {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    private CallParsing() {}

    static String address(String header, String text) {
        if (text.isEmpty()) {
            return "";
        }
        return IpAddress.parse(text)
                .map(address -> text.indexOf(':') < 0 ? text : address.toString())
                .orElseThrow(() -> new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is not an IP address"));
    }

    static String path(String header, String text) {
        if (text.isEmpty()) {
            return "";
        }
        return CanonicalPath.of(text)
                .orElseThrow(() -> new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, header + " has an ambiguous path"));
    }

    /** A call's own path, as it came. */
    static String pathOfTarget(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** A call's own query, as it came. */
    static String queryOfTarget(String target) {
        int question = target.indexOf('?');
        return question < 0 ? "" : target.substring(question + 1);
    }

    /** The path of a name that the caller sends decoded. */
    static String pathOfName(String field, String name) {
        if (name.isEmpty()) {
            throw new UnreadableCall(ReasonCode.CALL_INCOMPLETE, field + " is missing");
        }
        if (name.indexOf('%') >= 0) {
            throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, field + " has a percent sign");
        }
        return path(field, name.startsWith("/") ? name : '/' + name);
    }

    /** The path of an application and a stream in it. */
    static String pathOfNames(String app, String stream) {
        if (app.isEmpty() || stream.isEmpty()) {
            throw new UnreadableCall(ReasonCode.CALL_INCOMPLETE, "the application or the stream has no name");
        }
        return pathOfName("the name of the application or the stream", app + '/' + stream);
    }

    static String host(String header, String text) {
        if (text.isEmpty()) {
            return "";
        }
        return HostName.canonical(text)
                .orElseThrow(() -> new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is not a host"));
    }

    /** The host of {@code https://live.example.com:8080}. */
    static String hostOfOrigin(String header, String origin) {
        if (origin.isEmpty()) {
            return "";
        }
        int authority = origin.indexOf("://");
        if (authority < 0 || authority + 3 == origin.length()) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is not scheme://host");
        }
        return host(header, origin.substring(authority + 3));
    }

    /** The scheme that the caller forwards and this host as one, empty unless both are known. */
    static String originOf(Call call, String host) {
        String header = "X-Forwarded-Proto";
        String scheme = same(header, call.header(header));
        if (scheme.isEmpty() || host.isEmpty()) {
            return "";
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(lower)) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is none of http, https, ws and wss");
        }
        return lower + "://" + host.toLowerCase(Locale.ROOT);
    }

    /** The value of a header to which each of several proxies has added the same: {@code https, https}. */
    static String same(String header, String list) {
        if (list.indexOf(',') < 0) {
            return list;
        }
        String[] entries = list.split(",", -1);
        String first = entries[0].strip();
        for (String entry : entries) {
            if (!entry.strip().equalsIgnoreCase(first)) {
                throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, header + " is a list of different values");
            }
        }
        return first;
    }

    /** What a viewer's program says of itself: a tab is a blank there, as in every header. */
    static String agent(String text) {
        return text.replace('\t', ' ');
    }
}
