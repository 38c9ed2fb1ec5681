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
