package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.engine.cut.FlussonicCutter;
import tv.usher.engine.decision.CallKind;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.net.WireText;

/**
 * Flussonic's {@code on_play} and {@code auth} (a query) and {@code on_publish} (a JSON body with the same fields). It asks again about
 * each session when {@code X-AuthDuration} is over, also after a denial, and keeps its earlier decision when it is answered 500.
 *
 * <p>The number of a session's checks and {@code request_type} aren't read: {@code session_id} identifies a known viewer.
 */
final class Flussonic implements Dialect {

    private static final Reply UNDECIDED = Reply.of(500);

    private final Duration recheck;
    private final Reply denied;
    private final boolean cuts;

    Flussonic(FlussonicSettings settings) {
        this.recheck = settings.recheck();
        this.cuts = !settings.mediaServers().isEmpty();
        this.denied = new Reply(403, List.of(duration(settings.recheckDenied().toSeconds())));
    }

    @Override
    public String name() {
        return "flussonic";
    }

    @Override
    public DecisionRequest read(Call call) {
        boolean publish = call.method().equals("POST");
        byte[] body = publish ? call.body() : new byte[0];
        AccessRequest.Builder request = AccessRequest.builder().action(publish ? Action.PUBLISH : Action.PLAY);
        if (body.length > 0) {
            JsonFields json = JsonFields.parse(body);
            read(json, json.get("qs"), request);
        } else {
            FormFields query = new FormFields(queryOf(call));
            read(query, query.query("qs"), request);
        }
        DecisionRequest asked = new DecisionRequest(CallKind.VIEWING, name(), call.caller(), "", request.build());
        return cuts && !publish
                ? asked.connectedBy(FlussonicCutter.connection(asked.request().session()))
                : asked;
    }

    /** Old versions put a question mark before their fields even if the configured address has one already. */
    private static String queryOf(Call call) {
        return CallParsing.queryOfTarget(call.target()).replace('?', '&');
    }

    private static void read(Fields fields, String viewersQuery, AccessRequest.Builder request) {
        String name = fields.get("name");
        QueryString query = ViewerQuery.with(fields.get("token"), ViewerQuery.marked(viewersQuery));
        request.session(fields.get("session_id"))
                .channel(name)
                .clientAddress(CallParsing.address("ip", fields.get("ip")))
                .path(CallParsing.pathOfName("name", name))
                .host(CallParsing.host("host", fields.get("host")))
                .userAgent(CallParsing.agent(fields.get("user_agent")))
                .referer(fields.get("referer"))
                .query(query)
                .protocol(fields.get("proto"));
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return switch (decision.answer()) {
            case ALLOW -> allowed(decision);
            case DENY -> denied;
            case ERROR -> UNDECIDED;
        };
    }

    /** Without a name for the user there is no header for it: Flussonic would count all those viewers as one user's. */
    private Reply allowed(Decision decision) {
        long most = recheck.toSeconds();
        long seconds = decision.seconds();
        List<Header> headers = new ArrayList<>();
        headers.add(duration(seconds == 0 ? most : Math.min(most, seconds)));
        if (!decision.user().isEmpty()) {
            headers.add(new Header("X-UserId", WireText.write(decision.user())));
        }
        return new Reply(200, List.copyOf(headers));
    }

    private static Header duration(long seconds) {
        return new Header("X-AuthDuration", Long.toString(seconds));
    }
}
