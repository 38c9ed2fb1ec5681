package tv.usher.engine.backend.guard;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Location;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.net.Captures;

/** A plugin's backend, within what the operator's settings say of it. */
public final class ConfiguredBackend implements Backend {

    private final Backend plugin;
    private final List<String> withheld;
    private final boolean passLocation;
    private final LimitSettings limits;

    /**
     * @param parametersOfChecks by which viewers show themselves to checks of the operator's own, such as a login with its password. The
     *     middleware isn't shown them, but for one by which its own viewers show themselves, as {@code token} mostly is
     * @param passLocation its denials send the viewer to the answer's {@code X-Location}, the header of Cesbo's own backends. An address
     *     that no viewer can be sent to is ignored, and the denial stays. {@code Location} never counts, since most portals put their
     *     login page there
     * @param limits of its grants, whatever its answers say
     */
    public ConfiguredBackend(
            Backend plugin, Collection<String> parametersOfChecks, boolean passLocation, LimitSettings limits) {
        this.plugin = plugin;
        this.withheld = parametersOfChecks.isEmpty() ? List.of() : withheld(plugin, parametersOfChecks);
        this.passLocation = passLocation;
        this.limits = limits;
    }

    private static List<String> withheld(Backend plugin, Collection<String> parameters) {
        try {
            QueryString own = plugin.strangersQuery(new SecureRandom());
            return parameters.stream().filter(name -> own.all(name).isEmpty()).toList();
        } catch (Throwable e) { // a plugin must not take the daemon down
            return List.copyOf(parameters);
        }
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return plugin.toRequest(shown(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        Verdict verdict = plugin.interpret(shown(request), response);
        if (verdict instanceof Verdict.Allow allow && !limits.equals(LimitSettings.AS_ANSWERED)) {
            return new Verdict.Allow(limits.apply(allow.grant()));
        }
        if (verdict instanceof Verdict.Deny deny
                && passLocation
                && deny.redirect().isEmpty()) {
            return deny.redirect(response.header("X-Location").flatMap(Location::find));
        }
        return verdict;
    }

    private AccessRequest shown(AccessRequest request) {
        AccessRequest shown = Captures.ofOperator(request);
        return withheld.isEmpty() ? shown : shown.withQuery(shown.query().without(withheld));
    }

    @Override
    public boolean canAskAgain() {
        return plugin.canAskAgain();
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return plugin.strangersQuery(random);
    }
}
