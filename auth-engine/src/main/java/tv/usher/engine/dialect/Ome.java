package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Secret;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/**
 * OvenMediaEngine's AdmissionWebhooks. A call that isn't signed with the shared secret is denied. A denial has status 200 there; any other
 * status is a failure, for which OME denies too. OME names no session, so the URL and the viewer's address identify a viewing.
 */
final class Ome implements Dialect {

    private static final Reply DENIED = Reply.json(200, "{\"allowed\":false}");
    private static final Reply UNDECIDED = Reply.of(503);
    private static final Reply HEARD = Reply.json(200, "{}");

    private final OmeSignature signature;
    private final ForwardedFor proxies;

    Ome(Secret secret, OmeSettings settings) {
        this.signature = new OmeSignature(secret);
        this.proxies = new ForwardedFor(settings.trustedProxies());
    }

    @Override
    public String name() {
        return "ome";
    }

    @Override
    public DecisionRequest read(Call call) {
        byte[] body = call.body();
        if (!signature.isOf(body, call.header("X-OME-Signature"))) {
            throw new UnreadableCall(
                    ReasonCode.CALL_UNSIGNED,
                    "the signature is missing or wrong; is dialects.ome.secret OME's SecretKey?");
        }
        JsonFields json = JsonFields.parse(body);
        JsonFields client = json.object("client");
        JsonFields asked = json.object("request");
        ViewerUri uri = ViewerUri.parse("url", asked.get("url"));
        AccessRequest request = AccessRequest.builder()
                .channel(stream(uri.path()))
                .clientAddress(address(client))
                .path(uri.path())
                .host(CallParsing.hostOfOrigin("url", uri.origin()))
                .origin(uri.origin())
                .userAgent(CallParsing.agent(client.get("user_agent")))
                .query(uri.query())
                .action(action(asked.get("direction")))
                .protocol(asked.get("protocol"))
                .build();
        return new DecisionRequest(kind(asked.get("status")), name(), call.caller(), "", request);
    }

    /** One name in all protocols, of which some ask for a file of the stream: {@code /app/stream/llhls.m3u8}. */
    private static String stream(String path) {
        String[] names = path.split("/", 4);
        return names.length < 3 ? "" : names[2];
    }

    /** The viewer may have set {@code real_ip} itself, unless a proxy of the operator has set it. */
    private String address(Fields client) {
        String peer = CallParsing.address("address", client.get("address"));
        String realIp = proxies.isProxy(peer) ? CallParsing.address("real_ip", client.get("real_ip")) : "";
        return realIp.isEmpty() ? peer : realIp;
    }

    private static Action action(String direction) {
        return switch (direction) {
            case "outgoing" -> Action.PLAY;
            case "incoming" -> Action.PUBLISH;
            default ->
                throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "direction is neither incoming nor outgoing");
        };
    }

    private static CallKind kind(String status) {
        return switch (status) {
            case "opening" -> CallKind.VIEWING;
            case "closing" -> CallKind.END;
            default -> throw new UnreadableCall(ReasonCode.CALL_MALFORMED, "status is neither opening nor closing");
        };
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return switch (decision.answer()) {
            case ALLOW -> Reply.byStatus(request, decision).withJson(allowed(decision.seconds()));
            case DENY -> DENIED;
            case ERROR -> UNDECIDED;
        };
    }

    /** OME ends the session after {@code lifetime} milliseconds; without one it never does. */
    private static String allowed(long seconds) {
        return seconds == 0 ? "{\"allowed\":true}" : "{\"allowed\":true,\"lifetime\":" + seconds * 1000 + "}";
    }

    @Override
    public Reply heard() {
        return HEARD;
    }
}
