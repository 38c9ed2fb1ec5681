package tv.usher.daemon.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import tv.usher.api.Header;
import tv.usher.api.Secret;
import tv.usher.engine.util.Hash;

/** OvenMediaEngine's AdmissionWebhooks, signed with its {@code SecretKey}. */
final class OmeCaller implements Caller {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final byte[] key;
    private final InstantSource clock;

    OmeCaller(Secret secret, InstantSource clock) {
        this.key = secret.reveal().getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event == CallEvent.UPDATE) {
            return Optional.empty();
        }
        String protocol = viewer.url().protocol();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("client")
                .put("address", viewer.client())
                .put("port", 50000)
                .put("real_ip", viewer.client())
                .put("user_agent", viewer.userAgent());
        json.putObject("request")
                .put("direction", viewer.publishes() ? "incoming" : "outgoing")
                .put("protocol", protocol.equals("hls") ? "llhls" : protocol)
                .put("status", event == CallEvent.OPEN ? "opening" : "closing")
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("url", viewer.url().toString());
        return Optional.of(CallerRequest.json(
                "/ome",
                json,
                new Header("Accept", "application/json"),
                new Header("X-OME-Signature", signature(json.toString()))));
    }

    private String signature(String body) {
        return Base64.getUrlEncoder().encodeToString(Hash.SHA1.hmac(key, body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        if (answer.status() != 200) {
            return Reading.denied("(" + answer.status() + ", which OvenMediaEngine takes for a failure)");
        }
        try {
            JsonNode allowed = JSON.readTree(answer.body()).path("allowed");
            return allowed.isBoolean() && allowed.booleanValue() ? Reading.PLAYS : Reading.denied("(allowed: false)");
        } catch (JacksonException e) {
            return Reading.denied("(no JSON)");
        }
    }

    @Override
    public String withoutUsher() {
        return "OvenMediaEngine denies";
    }
}
