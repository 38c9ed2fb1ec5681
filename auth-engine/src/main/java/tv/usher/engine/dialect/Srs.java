package tv.usher.engine.dialect;

import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.QueryString;
import tv.usher.engine.cut.SrsCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/** The {@code http_hooks} of SRS, which reads status and body. {@code client_id} was a number before version 4. */
final class Srs implements Dialect {

    private static final String CONTEXT = "hls_ctx=";
    private static final Pattern DELIVERED = Pattern.compile("\\.(?:m3u8|flv|ts|aac|mp3)$");

    private final boolean cuts;

    /**
     * @param cuts true if it can be told to cut a viewer
     */
    Srs(boolean cuts) {
        this.cuts = cuts;
    }

    @Override
    public String name() {
        return "srs";
    }

    @Override
    public DecisionRequest read(Call call) {
        JsonFields json = JsonFields.parse(call.body());
        return switch (json.get("action")) {
            case "on_play" -> onPlay(call, json);
            case "on_publish" -> about(CallKind.VIEWING, Action.PUBLISH, call, json);
            case "on_stop" -> about(CallKind.END, Action.PLAY, call, json);
            case "on_unpublish" -> about(CallKind.END, Action.PUBLISH, call, json);
            case "on_close" -> closed(call, json);
            case "on_connect", "on_dvr", "on_hls", "on_hls_notify" -> notice(call);
            default ->
                throw new UnreadableCall(ReasonCode.HOOK_UNKNOWN, "the action is no hook of SRS that can be answered");
        };
    }

    /**
     * Whoever chooses the name of his HLS session himself gets the playlist by a second try, which SRS doesn't ask about, whatever it is told
     * about the first one. So SRS has to be told to cut that session, also where nothing else of the call can be read.
     */
    private DecisionRequest onPlay(Call call, Fields fields) {
        String id = SrsCutter.connection(fields.get("client_id"));
        boolean isLeftOpen = cuts && !id.isEmpty() && fields.get("param").contains(CONTEXT);
        try {
            DecisionRequest asked = about(CallKind.VIEWING, Action.PLAY, call, fields);
            return isLeftOpen ? asked.leftOpen() : asked;
        } catch (IllegalArgumentException e) {
            throw isLeftOpen ? UnreadableCall.leavingOpen(id, e) : e;
        }
    }

    private DecisionRequest about(CallKind kind, Action action, Call call, Fields fields) {
        String stream = name(fields, action);
        AccessRequest request = AccessRequest.builder()
                .session(fields.get("client_id"))
                .channel(stream)
                .clientAddress(CallParsing.address("ip", fields.get("ip")))
                .path(CallParsing.pathOfNames(fields.get("app"), stream))
                .host(VirtualHost.host(fields))
                .referer(fields.get("pageUrl"))
                .query(query(fields.get("param")))
                .action(action)
                .build();
        DecisionRequest asked = new DecisionRequest(kind, name(), call.caller(), "", request);
        return cuts ? asked.connectedBy(SrsCutter.connection(fields.get("client_id"))) : asked;
    }

    /** One name for a stream in all protocols: HLS tells {@code sport1.m3u8}, HTTP-FLV {@code sport1.flv} in some versions. */
    private static String name(Fields fields, Action action) {
        String stream = fields.get("stream");
        String name = withoutSuffix(stream);
        String told = fields.get("stream_url");
        boolean same = told.isEmpty()
                || withoutSuffix(told.substring(told.lastIndexOf('/') + 1)).equals(name);
        // Nobody publishes by these protocols: it would be a stream that can't be told from another one's HLS.
        if (!same || action == Action.PUBLISH && !stream.equals(name)) {
            throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, "the stream has the name of another one's HLS or FLV");
        }
        return name;
    }

    private static String withoutSuffix(String stream) {
        return DELIVERED.matcher(stream).replaceFirst("");
    }

    /** A player that shows its query with the application makes SRS tell it twice: {@code ?token=123?token=123}. */
    private static QueryString query(String param) {
        int half = param.length() / 2;
        boolean twice = param.startsWith("?") && param.substring(0, half).equals(param.substring(half));
        return ViewerQuery.marked(twice ? param.substring(half) : param);
    }

    /** The end of a connection. Most versions don't tell its stream; {@code on_stop} has told it before. */
    private DecisionRequest closed(Call call, Fields fields) {
        return fields.get("stream").isEmpty() ? notice(call) : about(CallKind.END, Action.PLAY, call, fields);
    }

    private DecisionRequest notice(Call call) {
        return DecisionRequest.notice(name(), call.caller());
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return CodeReply.of(request, decision);
    }

    @Override
    public Reply heard() {
        return CodeReply.HEARD;
    }
}
