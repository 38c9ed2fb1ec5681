package tv.usher.daemon;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Action;
import tv.usher.api.Header;
import tv.usher.api.Secret;
import tv.usher.daemon.call.CallEvent;
import tv.usher.daemon.call.Caller;
import tv.usher.daemon.call.CallerAnswer;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.CallerRequest;
import tv.usher.daemon.call.Reading;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.ViewerUrl;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.Reply;

/** A question as one kind of caller asks it, with a token that every kind of backend can judge. */
record CallerSample(String name, Caller asking, CallerRequest sent) implements Call {

    static final String OME_SECRET = "1234";

    private static final ViewerRequest VIEWER = new ViewerRequest(
            ViewerUrl.parse("https://edge.example.com/live/sport1/index.m3u8?token=9c1185a5c5e9fc54612808977ee8f548"),
            "203.0.113.7",
            "VLC/3.0.18",
            "1",
            Action.PLAY);

    static final List<CallerSample> ALL = List.of(
            of("Astra, Alta", CallerKind.ALTA),
            of("nginx", CallerKind.NGINX),
            of("Traefik, Caddy, APISIX", CallerKind.FORWARD_AUTH),
            of("Envoy", CallerKind.ENVOY),
            of("Flussonic", CallerKind.FLUSSONIC),
            of("MediaMTX", CallerKind.MEDIAMTX),
            of("SRS", CallerKind.SRS),
            of("OvenMediaEngine", CallerKind.OME),
            of("nginx-rtmp", CallerKind.NGINX_RTMP),
            of("ZLMediaKit", CallerKind.ZLMEDIAKIT),
            of("MistServer", CallerKind.MISTSERVER),
            of("Ant Media", CallerKind.ANTMEDIA));

    private static CallerSample of(String name, CallerKind kind) {
        return of(name, kind, VIEWER, CallEvent.OPEN).orElseThrow();
    }

    /** Nothing if such a caller never speaks of that. */
    static Optional<CallerSample> of(String name, CallerKind kind, ViewerRequest viewer, CallEvent event) {
        Caller caller = kind.caller(Optional.of(Secret.of(OME_SECRET)));
        return caller.request(viewer, event).map(request -> new CallerSample(name, caller, request));
    }

    boolean readsAsAllow(Reply reply) {
        Reading reading = asking.read(new CallerAnswer(reply.status(), reply.headers(), reply.body()));
        return reading.outcome() == Reading.Meaning.PLAYS;
    }

    @Override
    public String caller() {
        return "127.0.0.1";
    }

    @Override
    public String method() {
        return sent.method();
    }

    @Override
    public String target() {
        return sent.target();
    }

    @Override
    public String header(String header) {
        List<String> values = headers(header);
        return values.isEmpty() ? "" : values.get(0);
    }

    @Override
    public String lastHeader(String header) {
        return header(header);
    }

    @Override
    public List<String> headers(String header) {
        return sent.headers().stream()
                .filter(sentHeader -> sentHeader.name().equalsIgnoreCase(header))
                .map(Header::value)
                .toList();
    }

    @Override
    public byte[] body() {
        return sent.body().getBytes(StandardCharsets.UTF_8);
    }

    /** Shows as the name of a test, and in the page. */
    @Override
    public String toString() {
        return name;
    }
}
