package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.QueryString;
import tv.usher.engine.cut.NginxRtmpCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/** nginx-rtmp's {@code on_…} calls, by POST or GET. It goes by the first digit of the status. */
final class NginxRtmp implements Dialect {

    private static final String PREFIX = "mp4:";
    private static final String SUFFIX = ".mp4";

    private final boolean cuts;

    /**
     * @param cuts true if it can be told to cut a viewer
     */
    NginxRtmp(boolean cuts) {
        this.cuts = cuts;
    }

    @Override
    public String name() {
        return "nginx-rtmp";
    }

    @Override
    public DecisionRequest read(Call call) {
        RtmpCall rtmp = RtmpCall.parse(formOf(call));
        return switch (rtmp.own().get("call")) {
            case "play", "update_play" -> about(CallKind.VIEWING, Action.PLAY, call, rtmp);
            case "publish", "update_publish" -> about(CallKind.VIEWING, Action.PUBLISH, call, rtmp);
            case "play_done" -> about(CallKind.END, Action.PLAY, call, rtmp);
            case "publish_done" -> about(CallKind.END, Action.PUBLISH, call, rtmp);
            case "done" -> about(CallKind.END, Action.PLAY, call, rtmp);
            case "connect", "disconnect", "record_done" -> notice(call);
            default ->
                throw new UnreadableCall(
                        ReasonCode.HOOK_UNKNOWN, "the call is none of nginx-rtmp's that can be answered");
        };
    }

    private static String formOf(Call call) {
        if (call.method().equals("POST")) {
            return new String(call.body(), StandardCharsets.ISO_8859_1);
        }
        String query = CallParsing.queryOfTarget(call.target());
        int second = query.indexOf('?');
        // It puts a question mark before its form even behind a configured query. Its own fields have none, so that a
        // later one is a viewer's.
        return query.startsWith("app=", second + 1) && query.lastIndexOf("call=", second) < 0
                ? query.substring(second + 1)
                : query;
    }

    private DecisionRequest about(CallKind kind, Action action, Call call, RtmpCall rtmp) {
        Fields own = rtmp.own();
        String stream = fileOf(own.get("name"));
        AccessRequest request = AccessRequest.builder()
                .session(own.get("clientid"))
                .channel(stream)
                .clientAddress(CallParsing.address("addr", own.get("addr")))
                .path(CallParsing.pathOfNames(own.get("app"), stream))
                .host(hostOf(own.get("tcurl")))
                .userAgent(CallParsing.agent(own.get("flashver")))
                .referer(own.get("pageurl"))
                .query(query(rtmp))
                .action(action)
                .protocol("rtmp")
                .build();
        DecisionRequest asked = new DecisionRequest(kind, name(), call.caller(), "", request);
        return cuts
                ? asked.connectedBy(NginxRtmpCutter.connection(
                        action == Action.PUBLISH,
                        own.get("clientid"),
                        own.get("app"),
                        own.get("name"),
                        own.get("addr")))
                : asked;
    }

    /** Of a file that it plays it takes {@code film.mp4}, {@code mp4:film} and {@code MP4:film.mp4} for one name. */
    private static String fileOf(String name) {
        if (!name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return name;
        }
        boolean hasSuffix = name.regionMatches(true, name.length() - SUFFIX.length(), SUFFIX, 0, SUFFIX.length());
        return name.substring(PREFIX.length()) + (hasSuffix ? "" : SUFFIX);
    }

    /** A player may also show its token when it connects: {@code rtmp://live.example.com/live?token=123}. */
    private static QueryString query(RtmpCall rtmp) {
        QueryString played = ViewerQuery.marked(rtmp.viewer());
        QueryString connected =
                QueryString.of(CallParsing.queryOfTarget(rtmp.own().get("tcurl")));
        return played.isEmpty() ? connected : ViewerQuery.withTokenOf(connected, played);
    }

    private static String hostOf(String url) {
        int authority = url.indexOf("://");
        if (authority < 0) {
            return "";
        }
        String rest = CallParsing.pathOfTarget(url.substring(authority + 3));
        int end = rest.indexOf('/');
        return CallParsing.host("tcurl", end < 0 ? rest : rest.substring(0, end));
    }

    private DecisionRequest notice(Call call) {
        return DecisionRequest.notice(name(), call.caller());
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return Reply.byStatus(request, decision);
    }
}
