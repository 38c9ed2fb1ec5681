package tv.usher.daemon.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.engine.explain.Redacted;

/**
 * What a viewer's player asks for, as it is sent.
 *
 * @param authority host, and port if there is one
 * @param path      with its slash
 * @param query     without its question mark, empty if there is none
 */
public record ViewerUrl(String scheme, String authority, String path, String query) {

    private static final Pattern URL =
            Pattern.compile("([a-z][a-z0-9+.-]*)://([A-Za-z0-9.:\\[\\]_-]+)(/[^?#]*)(?:\\?([^#]*))?");

    /** Files that players ask for in the folder that is the stream's name. */
    private static final Set<String> FILES = Set.of(
            "index.m3u8",
            "video.m3u8",
            "hls.m3u8",
            "llhls.m3u8",
            "master.m3u8",
            "playlist.m3u8",
            "manifest.mpd",
            "mpegts",
            "whep",
            "whip");

    private static final Pattern EXTENSION = Pattern.compile("(\\.live)?\\.(m3u8|mpd|flv|ts|mp4)$");

    /**
     * @throws IllegalArgumentException if it is no complete URL that a player could send
     */
    public static ViewerUrl parse(String text) {
        Matcher url = URL.matcher(text);
        if (!text.chars().allMatch(c -> c > ' ' && c < 127) || !url.matches()) {
            throw new IllegalArgumentException(
                    "must be a complete URL, as in https://live.example.com/live/sport1/index.m3u8?token=123;"
                            + " blanks and letters beyond ASCII as %20");
        }
        return new ViewerUrl(url.group(1), url.group(2), url.group(3), url.group(4) == null ? "" : url.group(4));
    }

    /** Path and query. */
    public String target() {
        return query.isEmpty() ? path : path + '?' + query;
    }

    String origin() {
        return scheme + "://" + authority;
    }

    /** Without the port. */
    String host() {
        return authority.replaceFirst(":[0-9]*$", "");
    }

    @Override
    public String toString() {
        return origin() + target();
    }

    /** The query of a player, or nothing. */
    String markedQuery() {
        return query.isEmpty() ? "" : '?' + query;
    }

    /** The protocol in the words of most callers. */
    String protocol() {
        return switch (scheme) {
            case "rtmp", "rtmps" -> "rtmp";
            case "rtsp", "rtsps" -> "rtsp";
            case "srt" -> "srt";
            case "ws", "wss" -> "webrtc";
            default -> path.endsWith("/whep") || path.endsWith("/whip") ? "webrtc" : "hls";
        };
    }

    /** {@code live/sport1} of {@code /live/sport1/index.m3u8} or {@code /live/sport1.flv}, decoded. */
    String stream() {
        String name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)
                .substring(1);
        int slash = name.lastIndexOf('/');
        if (slash > 0 && FILES.contains(name.substring(slash + 1))) {
            return name.substring(0, slash);
        }
        return EXTENSION.matcher(name).replaceFirst("");
    }

    /** {@code live} of {@code live/sport1}. */
    String application() {
        return stream().substring(0, lastSlash());
    }

    /** {@code sport1} of {@code live/sport1}. */
    public String streamOfApplication() {
        return stream().substring(lastSlash() + 1);
    }

    private int lastSlash() {
        int slash = stream().lastIndexOf('/');
        if (slash <= 0) {
            throw new IllegalArgumentException("this caller names an application and a stream, as in /live/sport1");
        }
        return slash;
    }

    /** The same with every value of the query hidden, since any may be a token. */
    ViewerUrl redacted() {
        return new ViewerUrl(scheme, authority, path, Redacted.query(query));
    }
}
