package tv.usher.engine.decision;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;

/** Asks the backends of one rule. */
final class BackendGroup {

    private final Combining combining;
    private final List<Authority> authorities;
    private final Shadows shadows;
    private final Renewals renewals;

    BackendGroup(Combining combining, List<Authority> authorities, Shadows shadows, Renewals renewals) {
        this.combining = combining;
        this.authorities = authorities;
        this.shadows = shadows;
        this.renewals = renewals;
    }

    /** Of all but the shadows. */
    List<String> names() {
        return authorities.stream().map(Authority::name).toList();
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

    /**
     * True if nobody need be asked about a viewer whom the rule let in unverified, since whoever couldn't be asked then still can't.
     *
     * @param grantor one of the authorities of this rule
     */
    boolean isOut(Authority grantor) {
        if (combining != Combining.ALL_ALLOW) {
            return grantor.isOut();
        }
        for (Authority authority : authorities) { // the grantor may be one that could be asked
            if (authority.isOut()) {
                return true;
            }
        }
        return false;
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

    /**
     * Asks about a known viewer, who doesn't wait for it.
     *
     * @param isDue looked at if there is room for it
     * @return null if it isn't due or there is no room for it now
     */
    @Nullable CompletableFuture<CombinedVerdict> renew(AccessRequest request, BooleanSupplier isDue) {
        if (!renewals.begin(authorities)) {
            return null;
        }
        if (!isDue.getAsBoolean()) {
            renewals.end(authorities);
            return null;
        }
        return ask(request).whenComplete((heard, failure) -> renewals.end(authorities));
    }

    /**
     * @param then what becomes of what they say together
     */
    Plan plan(AccessRequest request, String rule, Function<CombinedVerdict, Decision> then) {
        return Plan.asking(request, rule, combining, authorities, shadows.names(), then);
    }

    CompletableFuture<CombinedVerdict> ask(AccessRequest request) {
        boolean oneByOne = combining == Combining.FIRST_ANSWER || authorities.size() == 1;
        CompletableFuture<CombinedVerdict> heard = oneByOne
                ? new AskInOrder(combining, authorities).start(request)
                : new AskAll(combining, authorities).start(request);
        shadows.ask(request, heard);
        return heard;
    }
}
