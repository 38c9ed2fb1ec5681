package tv.usher.engine.dialect;

import java.util.Locale;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.HostName;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/** Brings what callers tell about a viewer into canonical form. An empty text stays empty; a malformed one is refused. */
final class CallParsing {

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

    /** Scheme and host as one, empty unless both are known. */
    static String origin(String header, String scheme, String host) {
        if (scheme.isEmpty() || host.isEmpty()) {
            return "";
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (!lower.equals("http") && !lower.equals("https")) {
            throw new UnreadableCall(ReasonCode.CALL_MALFORMED, header + " is neither http nor https");
        }
        return lower + "://" + host.toLowerCase(Locale.ROOT);
    }
}
