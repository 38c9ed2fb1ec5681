package tv.usher.daemon.call;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tv.usher.api.Secret;

/** The callers that there are, by the names that operators use. */
public enum CallerKind {
    ALTA(new Alta()),
    ANTMEDIA(new Antmedia()),
    ASTRA(new Astra()),
    ENVOY(new Envoy()),
    FLUSSONIC(new Flussonic()),
    FORWARD_AUTH(new ForwardAuth()),
    MEDIAMTX(new Mediamtx()),
    MISTSERVER(new Mistserver()),
    NGINX(new Nginx()),
    NGINX_RTMP(new NginxRtmp()),
    OME(secret -> new Ome(
            secret.orElseThrow(() -> new IllegalArgumentException("ome signs what it sends: name its secret")),
            InstantSource.system())),
    SRS(new Srs()),
    ZLMEDIAKIT(new Zlmediakit());

    private final Function<Optional<Secret>, Caller> made;

    CallerKind(Caller caller) {
        this(secret -> caller);
    }

    CallerKind(Function<Optional<Secret>, Caller> made) {
        this.made = made;
    }

    /**
     * @param secret that the caller shares with Usher
     * @throws IllegalArgumentException if this kind of caller needs one and there is none
     */
    public Caller caller(Optional<Secret> secret) {
        return made.apply(secret);
    }

    /** As in {@code nginx-rtmp}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
