package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.engine.session.Viewing;

/** The cookie that identifies an edge's viewers on requests without a token. The edge passes it on; Usher never talks to the viewer. */
final class EdgeCookie {

    private static final String NAME = "usher";
    private static final int MAX_VALUE = 64;

    private EdgeCookie() {}

    /** The first cookie of the name; browsers send the one of the closest folder first. Empty if there is none. */
    static String read(Call call) {
        for (String pair : call.header("Cookie").split(";")) {
            String cookie = pair.strip();
            if (cookie.startsWith(NAME + '=')) {
                String value = cookie.substring(NAME.length() + 1);
                return value.length() <= MAX_VALUE ? value : "";
            }
        }
        return "";
    }

    /** Players on pages of other sites send it only over HTTPS. */
    static Header write(AccessRequest request, Viewing.Cookie cookie) {
        boolean encrypted =
                request.origin().startsWith("https://") || request.origin().startsWith("wss://");
        String reach = encrypted ? "; Secure; SameSite=None" : "; SameSite=Lax";
        return new Header("Set-Cookie", NAME + '=' + cookie.value() + "; Path=" + cookie.path() + "; HttpOnly" + reach);
    }
}
