package tv.usher.engine.check;

import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;

/** A check that asks nobody else. It has no outages, and repeats its answer to the same question. */
abstract class Check implements Authority {

    private final String name;

    Check(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    /** If a check is too busy, the viewer is neither allowed nor denied: the caller is told "could not decide". */
    @Override
    public OnUnavailable onUnavailable() {
        return OnUnavailable.ERROR;
    }

    @Override
    public boolean canAskAgain() {
        return true;
    }

    @Override
    public boolean isOut() {
        return false;
    }
}
