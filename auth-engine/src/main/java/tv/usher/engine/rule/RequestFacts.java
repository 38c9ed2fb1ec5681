package tv.usher.engine.rule;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/**
 * The facts of one request that conditions look at. Each is computed when it is first needed. An unknown text is empty. Not thread-safe.
 */
public final class RequestFacts {

    private final AccessRequest request;
    private final String dialect;
    private final String callerAddress;
    private final Countries countries;
    private final List<String> tokens;
    private boolean parsed;
    private @Nullable Cidr client;
    private @Nullable Cidr caller;
    private @Nullable String country;
    private @Nullable String userAgent;
    private @Nullable String referer;
    private int share = Rollout.UNASKED;

    /**
     * @param dialect what the caller speaks
     * @param caller  its address
     * @param tokens  the names of the parameters that identify a viewer
     */
    public RequestFacts(
            AccessRequest request, String dialect, String caller, Countries countries, List<String> tokens) {
        this.request = request;
        this.dialect = dialect;
        this.callerAddress = caller;
        this.countries = countries;
        this.tokens = tokens;
    }

    AccessRequest request() {
        return request;
    }

    String dialect() {
        return dialect;
    }

    /** In lower case. */
    String protocol() {
        return request.protocol().toLowerCase(Locale.ROOT);
    }

    @Nullable Cidr client() {
        if (!parsed) {
            client = IpAddress.parse(request.clientAddress()).map(Cidr::of).orElse(null);
            parsed = true;
        }
        return client;
    }

    @Nullable Cidr caller() {
        if (caller == null) {
            caller = IpAddress.parse(callerAddress).map(Cidr::of).orElse(null);
        }
        return caller;
    }

    /** Two letters, empty if the client's country isn't known. */
    String country() {
        if (country == null) {
            Cidr address = client();
            country = address == null ? "" : countries.countryOf(address.network());
        }
        return country;
    }

    /** In lower case. */
    String userAgent() {
        if (userAgent == null) {
            userAgent = request.userAgent().toLowerCase(Locale.ROOT);
        }
        return userAgent;
    }

    /** In lower case. */
    String referer() {
        if (referer == null) {
            referer = request.referer().toLowerCase(Locale.ROOT);
        }
        return referer;
    }

    /** The viewer's place among all viewers, {@link Rollout#UNKNOWN} without an address and a token. */
    int share() {
        if (share == Rollout.UNASKED) {
            share = Rollout.of(client(), request.query(), tokens);
        }
        return share;
    }
}
