package tv.usher.daemon;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.Reply;

/**
 * A question as one kind of caller asks it, with a token that every kind of backend can judge.
 *
 * @param allow what the caller takes for an allow
 */
record CallerSample(
        String name, String method, String target, Map<String, String> sent, String text, Predicate<Reply> allow)
        implements Call {

    static final String OME_SECRET = "1234";

    private static final String TOKEN = "9c1185a5c5e9fc54612808977ee8f548";
    private static final String URI = "/live/sport1/index.m3u8?token=" + TOKEN;
    private static final String OME =
            "{\"client\":{\"address\":\"203.0.113.7\"},\"request\":{\"direction\":\"outgoing\","
                    + "\"protocol\":\"llhls\",\"status\":\"opening\",\"url\":\"https://edge.example.com" + URI + "\"}}";

    static final List<CallerSample> ALL = List.of(
            get(
                    "Astra, Alta",
                    "/cesbo?token=" + TOKEN,
                    Map.of("X-Session-Id", "1", "X-Real-Ip", "203.0.113.7", "X-Real-Path", "/live/sport1"),
                    reply -> reply.status() == 200),
            get(
                    "nginx",
                    "/nginx",
                    Map.of("X-Original-URI", URI, "X-Real-IP", "203.0.113.7"),
                    reply -> reply.status() / 100 == 2),
            get(
                    "Traefik, Caddy, APISIX",
                    "/forward-auth",
                    Map.of("X-Forwarded-Uri", URI, "X-Forwarded-For", "203.0.113.7"),
                    reply -> reply.status() / 100 == 2),
            get(
                    "Envoy",
                    "/envoy" + URI,
                    Map.of("Host", "live.example.com", "X-Forwarded-For", "203.0.113.7"),
                    reply -> reply.status() == 200),
            get(
                    "Flussonic",
                    "/flussonic?name=sport1&proto=hls&ip=203.0.113.7&session_id=1&request_type=new_session&token="
                            + TOKEN,
                    Map.of(),
                    reply -> reply.status() == 200 || reply.status() == 302),
            post(
                    "MediaMTX",
                    "/mediamtx",
                    Map.of(),
                    "{\"ip\":\"203.0.113.7\",\"action\":\"read\",\"path\":\"live/sport1\",\"query\":\"token=" + TOKEN
                            + "\"}",
                    reply -> reply.status() / 100 == 2),
            post(
                    "SRS",
                    "/srs",
                    Map.of(),
                    "{\"action\":\"on_play\",\"client_id\":\"1\",\"ip\":\"203.0.113.7\",\"app\":\"live\","
                            + "\"stream\":\"sport1\",\"param\":\"?token=" + TOKEN + "\"}",
                    CallerSample::isCodeZero),
            post(
                    "OvenMediaEngine",
                    "/ome",
                    Map.of("X-OME-Signature", signature(OME)),
                    OME,
                    reply -> reply.status() == 200 && reply.body().contains("\"allowed\":true")),
            post(
                    "nginx-rtmp",
                    "/nginx-rtmp",
                    Map.of(),
                    "app=live&addr=203.0.113.7&clientid=1&call=play&name=sport1&start=0&duration=0&reset=0&token="
                            + TOKEN,
                    reply -> reply.status() / 100 == 2 || reply.status() / 100 == 3),
            post(
                    "ZLMediaKit",
                    "/zlmediakit/on_play",
                    Map.of(),
                    "{\"id\":\"1\",\"ip\":\"203.0.113.7\",\"app\":\"live\",\"stream\":\"sport1\",\"params\":\"token="
                            + TOKEN + "\"}",
                    CallerSample::isCodeZero),
            post(
                    "MistServer",
                    "/mistserver",
                    Map.of("X-Trigger", "USER_NEW"),
                    "sport1\n203.0.113.7\n1\nHLS\n" + URI + "\n1",
                    reply -> reply.body().matches("(1|yes|true|cont).*")),
            post(
                    "Ant Media",
                    "/antmedia/play",
                    Map.of(),
                    "{\"appName\":\"live\",\"streamId\":\"sport1\",\"token\":\"" + TOKEN + "\"}",
                    reply -> reply.status() == 200));

    private static CallerSample get(String name, String target, Map<String, String> headers, Predicate<Reply> allow) {
        return new CallerSample(name, "GET", target, headers, "", allow);
    }

    private static CallerSample post(
            String name, String target, Map<String, String> headers, String body, Predicate<Reply> allow) {
        return new CallerSample(name, "POST", target, headers, body, allow);
    }

    private static boolean isCodeZero(Reply reply) {
        return reply.status() == 200
                && (reply.body().equals("0") || reply.body().contains("\"code\":0"));
    }

    private static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(OME_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getUrlEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean readsAsAllow(Reply reply) {
        return allow.test(reply);
    }

    @Override
    public String caller() {
        return "127.0.0.1";
    }

    @Override
    public String header(String header) {
        return sent.getOrDefault(header, "");
    }

    @Override
    public String lastHeader(String header) {
        return header(header);
    }

    @Override
    public List<String> headers(String header) {
        return sent.containsKey(header) ? List.of(header(header)) : List.of();
    }

    @Override
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Shows as the name of a test, and in the page. */
    @Override
    public String toString() {
        return name;
    }
}
