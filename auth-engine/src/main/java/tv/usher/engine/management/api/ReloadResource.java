package tv.usher.engine.management.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The configuration file and what is in force. */
public final class ReloadResource {

    private final Reloading reloading;

    public ReloadResource(Reloading reloading) {
        this.reloading = reloading;
    }

    record ReloadPlan(String file, List<String> changes) {}

    /** Shows what a reload would change; changes nothing. */
    Optional<ReloadPlan> look(ApiRequest request) {
        return answer(request, reloading::changes);
    }

    Optional<ReloadPlan> reload(ApiRequest request) {
        return answer(request, reloading::reload);
    }

    /**
     * @param effective a line for each key, defaults included, secrets hidden; YAML with dots in its keys
     */
    record InForce(String file, String effective) {}

    Optional<InForce> inForce(ApiRequest request) {
        request.allowOnly(Set.of());
        return Optional.of(new InForce(reloading.file().toString(), String.join("\n", reloading.effective()) + "\n"));
    }

    private interface Attempt {
        List<String> make() throws ReloadRefused;
    }

    private Optional<ReloadPlan> answer(ApiRequest request, Attempt attempt) {
        request.allowOnly(Set.of());
        try {
            return Optional.of(new ReloadPlan(reloading.file().toString(), attempt.make()));
        } catch (ReloadRefused e) {
            throw new ApiException(ApiProblem.RELOAD_REFUSED, String.valueOf(e.getMessage()));
        }
    }
}
