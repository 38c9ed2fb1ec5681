package tv.usher.daemon.call;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tv.usher.api.Secret;

/** The callers that there are, by the names that operators use. */
public enum CallerKind {
    ALTA(new AltaCaller()),
    ANTMEDIA(new AntmediaCaller()),
    ASTRA(new AstraCaller()),
    ENVOY(new EnvoyCaller()),
    FLUSSONIC(new FlussonicCaller()),
    FORWARD_AUTH(new ForwardAuthCaller()),
    MEDIAMTX(new MediamtxCaller()),
    MISTSERVER(new MistserverCaller()),
    NGINX(new NginxCaller()),
    NGINX_RTMP(new NginxRtmpCaller()),
    OME(secret -> new OmeCaller(
            secret.orElseThrow(() -> new IllegalArgumentException("ome signs what it sends: name its secret")),
            InstantSource.system())),
    SRS(new SrsCaller()),
    ZLMEDIAKIT(new ZlmediakitCaller());

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

    /** True for the dialect that the daemon takes its calls for, by the name that records of decisions have. */
    public boolean speaks(String dialect) {
        return switch (this) {
            case ALTA, ASTRA -> dialect.equals("cesbo");
            case OME -> dialect.equals("ome") || dialect.equals("not spoken"); // by a daemon without its secret
            default -> dialect.equals(toString());
        };
    }

    /** As in {@code nginx-rtmp}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
