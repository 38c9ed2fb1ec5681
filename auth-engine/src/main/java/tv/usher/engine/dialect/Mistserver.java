package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import tv.usher.api.AccessRequest;
import tv.usher.engine.cut.MistserverCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * MistServer's trigger {@code USER_NEW}: six lines, and an answer of which only the body counts. It remembers the answer for the session.
 * Since 3.10 a seventh line may say whether a JWT holds. The third line has the viewer's own words, decoded, so a line end in it would move the others.
 *
 * <p>The path is the stream's name, the only one that says what is played: MistServer takes the stream from the path as it came, and tells the
 * URL with its dots resolved. For {@code /hls/vip/../free/index.m3u8} it plays vip, and the URL says free.
 */
final class Mistserver implements Dialect {

    private static final Reply DENIED = new Reply(403, Reply.of(403).headers(), "false");
    private static final Reply UNDECIDED = new Reply(503, Reply.of(503).headers(), "false");

    private static final int LINES = 6;
    private static final Set<String> AFTER_THEM = Set.of("true", "false", "");

    private final boolean cuts;

    /**
     * @param cuts true if it can be told to cut a viewer
     */
    Mistserver(boolean cuts) {
        this.cuts = cuts;
    }

    @Override
    public String name() {
        return "mistserver";
    }

    @Override
    public DecisionRequest read(Call call) {
        if (!call.header("X-Trigger").equals("USER_NEW")) {
            throw new UnreadableCall(ReasonCode.HOOK_UNKNOWN, "the trigger isn't USER_NEW");
        }
        String[] lines = new String(call.body(), StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        if (lines.length < LINES) {
            throw new UnreadableCall(ReasonCode.CALL_INCOMPLETE, "the body has fewer lines than USER_NEW");
        }
        if (lines.length > LINES && !(lines.length == LINES + 1 && AFTER_THEM.contains(lines[LINES]))) {
            throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, "the body has more lines than USER_NEW");
        }
        ViewerUri uri = ViewerUri.parse("the request URL", lines[4]);
        AccessRequest request = AccessRequest.builder()
                .session(lines[5])
                .channel(lines[0])
                .clientAddress(CallParsing.address("the viewer's address", lines[1]))
                .path(CallParsing.pathOfName("the stream", lines[0]))
                .host(CallParsing.hostOfOrigin("the request URL", uri.origin()))
                .origin(uri.origin())
                .query(uri.query())
                .protocol(lines[3])
                .build();
        DecisionRequest asked = new DecisionRequest(CallKind.VIEWING, name(), call.caller(), "", request);
        return cuts ? asked.connectedBy(MistserverCutter.connection(request.session())) : asked;
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return switch (decision.answer()) {
            case ALLOW -> new Reply(200, Reply.identity(request, decision), "true");
            case DENY -> DENIED;
            case ERROR -> UNDECIDED;
        };
    }
}
