package tv.usher.daemon.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tv.usher.daemon.cli.Form;

/** Flussonic Media Server's {@code on_play}, a query, and {@code on_publish}, JSON with the same names. It never tells of an end. */
final class FlussonicCaller implements Caller {

    private static final String DEFAULT = "who plays goes on, nobody new gets in";

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event == CallEvent.CLOSE) {
            return Optional.empty();
        }
        Map<String, String> fields = fields(viewer, event == CallEvent.UPDATE);
        if (viewer.publishes()) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            fields.forEach(json::put);
            return Optional.of(CallerRequest.json("/flussonic", json));
        }
        Form query = new Form();
        fields.forEach(query::with);
        return Optional.of(CallerRequest.get("/flussonic?" + query));
    }

    private static Map<String, String> fields(ViewerRequest viewer, boolean again) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", viewer.url().stream());
        fields.put("proto", viewer.url().protocol());
        fields.put("ip", viewer.client());
        fields.put("token", viewer.token());
        fields.put("session_id", viewer.session());
        fields.put("request_type", again ? "update_session" : "new_session");
        fields.put("request_number", again ? "1" : "0");
        fields.put("stream_clients", "1");
        fields.put("total_clients", "1");
        fields.put("host", viewer.url().host());
        fields.put("user_agent", viewer.userAgent());
        fields.put("qs", viewer.url().query());
        return fields;
    }

    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.status() == 200 || answer.status() == 302) {
            return Reading.PLAYS;
        }
        return answer.status() >= 500 ? Reading.undecided(DEFAULT) : Reading.denied(answer);
    }

    @Override
    public String withoutUsher() {
        return DEFAULT;
    }
}
