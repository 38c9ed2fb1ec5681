package tv.usher.engine.decision;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;

/** Asks the backends of one rule. */
final class BackendGroup implements Function<AccessRequest, CompletableFuture<Decision>> {

    private final String rule;
    private final Combining combining;
    private final List<Authority> authorities;
    private final Shadows shadows;

    BackendGroup(String rule, Combining combining, List<Authority> authorities, Shadows shadows) {
        this.rule = rule;
        this.combining = combining;
        this.authorities = authorities;
        this.shadows = shadows;
    }

    /** Null if this rule doesn't ask it. */
    @Nullable Authority authority(String name) {
        for (Authority authority : authorities) {
            if (authority.name().equals(name)) {
                return authority;
            }
        }
        return null;
    }

    /**
     * True if the same request can be asked again about a viewer that it let in.
     *
     * @param grantor one of the authorities of this rule
     */
    boolean canAskAgain(Authority grantor) {
        return combining == Combining.ALL_ALLOW ? !usesUpTokens() : grantor.canAskAgain();
    }

    /** True if a token may be good for one question only. */
    boolean usesUpTokens() {
        for (Authority authority : authorities) {
            if (!authority.canAskAgain()) {
                return true;
            }
        }
        return false;
    }

    Plan plan() {
        return Plan.asking(rule, combining, authorities, shadows.names());
    }

    @Override
    public CompletableFuture<Decision> apply(AccessRequest request) {
        boolean oneByOne = combining == Combining.FIRST_ANSWER || authorities.size() == 1;
        CompletableFuture<Decision> decided = oneByOne
                ? new AskInOrder(rule, combining, authorities).start(request)
                : new AskAll(rule, combining, authorities).start(request);
        shadows.ask(request, decided);
        return decided;
    }
}
