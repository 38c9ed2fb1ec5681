package tv.usher.engine.check;

import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;

/** Judges and makes links as a backend's settings say. Immutable. */
public final class LinkInspection {

    private final SignedLinkSettings settings;
    private final LinkScheme scheme;

    public LinkInspection(SignedLinkSettings settings) {
        this.settings = settings;
        this.scheme = settings.format().scheme(settings);
    }

    /**
     * The link that the request's query has.
     *
     * @param request who shows it, and for what
     * @return empty if there is none of this format, or two readers could find two
     */
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return scheme.judge(request, now);
    }

    /**
     * Makes a link, which may hold or not.
     *
     * @param request for whom and what it is
     * @param salt    1 to 64 letters and digits, for formats that have one
     * @return what stands behind the {@code ?}. Keep it out of logs: everybody who has it may play
     */
    public String make(AccessRequest request, Instant start, Instant end, String salt) {
        return scheme.make(request, start.getEpochSecond(), end.getEpochSecond(), salt);
    }

    /** The settings whose links these are. */
    public SignedLinkSettings settings() {
        return settings;
    }
}
