package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tv.usher.api.AccessRequest;
import tv.usher.engine.cut.MistserverCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.net.WireText;
import tv.usher.engine.util.ReasonCode;

/**
 * MistServer's trigger {@code USER_NEW}: six lines, and an answer of which only the body counts. It remembers the answer for the session.
 * Since 3.10 a seventh line may say whether a JWT holds. The third line has the viewer's own words, decoded, so a line end in it would move the others.
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
                .path(uri.path())
                .host(CallParsing.hostOfOrigin("the request URL", uri.origin()))
                .origin(uri.origin())
                .query(uri.query())
                .protocol(lines[3])
                .build();
        refuseOtherSpellings(request.segments(), WireText.read(lines[0]));
        DecisionRequest asked = new DecisionRequest(CallKind.VIEWING, name(), call.caller(), "", request);
        return cuts ? asked.connectedBy(MistserverCutter.connection(request.session())) : asked;
    }

    /** MistServer plays {@code sport1} for {@code SPORT1} and {@code spo"rt1} too, which no rule about the path would know again. */
    private static void refuseOtherSpellings(List<String> segments, String stream) {
        for (String segment : segments) {
            String name = segment.equals(stream) ? segment : segment.replaceFirst("\\.[^.]*$", "");
            if (!name.equals(stream) && !name.isEmpty() && simplified(name).equals(simplified(stream))) {
                throw new UnreadableCall(ReasonCode.CALL_AMBIGUOUS, "the path spells the stream's name otherwise");
            }
        }
    }

    private static String simplified(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '+').replaceAll("[^a-z0-9_.+-]", "");
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
