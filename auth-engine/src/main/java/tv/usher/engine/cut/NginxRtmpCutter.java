package tv.usher.engine.cut;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;

/**
 * nginx-rtmp and nginx-http-flv-module, by {@code rtmp_control}. What an argument doesn't narrow is ended too, in the worst case every viewer of
 * the server: so application, name and client id are always sent, or nothing is. Arguments are compared as they came, unescaped. The address
 * is sent too: client ids begin again when the server does, and somebody else has that one then.
 */
public final class NginxRtmpCutter implements Cutter {

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~:@-]{1,100}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern CONNECTION =
            Pattern.compile("(subscriber|publisher) ([^ ]+) ([^ /]+)/([^ /]+)(?: (" + ADDRESS + "))?");

    /**
     * Of a question's fields; empty if a name has a character that the control module wouldn't find.
     *
     * @param address as it came; what is none, as of a socket file, is left out
     */
    public static String connection(boolean publishes, String clientId, String app, String name, String address) {
        boolean told = ID.matcher(clientId).matches()
                && NAME.matcher(app).matches()
                && NAME.matcher(name).matches();
        String from = ADDRESS.matcher(address).matches() ? ' ' + address : "";
        return told ? (publishes ? "publisher " : "subscriber ") + clientId + ' ' + app + '/' + name + from : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        Matcher parts = CONNECTION.matcher(connection);
        if (!parts.matches()
                || connection(false, parts.group(2), parts.group(3), parts.group(4), "")
                        .isEmpty()) {
            return CompletableFuture.completedFuture(CutResult.strange());
        }
        String address = parts.group(5); // null in what a former release has kept
        String arguments = "app=" + parts.group(3) + "&name=" + parts.group(4) + "&clientid=" + parts.group(2)
                + (address == null ? "" : "&addr=" + address);
        return api.ask("GET", "/drop/" + parts.group(1) + '?' + arguments).thenApply(NginxRtmpCutter::result);
    }

    /** The body is how many it dropped. */
    private static CutResult result(BackendResponse answer) {
        if (!CutResult.isGood(answer)) {
            return CutResult.failed(answer.status());
        }
        String count = answer.body().strip();
        if (!COUNT.matcher(count).matches()) {
            return CutResult.strange();
        }
        return count.matches("0+") ? CutResult.GONE : CutResult.CUT;
    }
}
