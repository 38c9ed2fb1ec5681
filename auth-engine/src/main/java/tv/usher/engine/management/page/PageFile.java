package tv.usher.engine.management.page;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tv.usher.engine.management.api.PageContent;
import tv.usher.engine.util.Hash;

/**
 * One file as browsers get it. They keep it, and ask each time whether it is still the same, so that an upgrade is seen at once.
 *
 * @param headers beside type and length
 */
record PageFile(String type, byte[] body, Map<String, String> headers) {

    /** Nothing from elsewhere is loaded, run, framed, asked or sent to, whatever a name or a user agent has in it. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static PageFile of(String name, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-cache");
        headers.put("ETag", '"' + HexFormat.of().formatHex(Hash.SHA256.digest(body), 0, 16) + '"');
        return new PageFile(type(name), body, Map.copyOf(headers));
    }

    PageContent answer(String ifNoneMatch) {
        boolean same = ifNoneMatch.equals(headers.get("ETag"));
        return same ? new PageContent(304, type, new byte[0], headers) : new PageContent(200, type, body, headers);
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "text/javascript; charset=utf-8";
        };
    }
}
