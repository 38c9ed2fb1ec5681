package tv.usher.engine.check;

import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;

/** A check that asks nobody else about a viewer. It repeats its answer to the same question. */
abstract class Check implements Authority {

    private final String name;

    Check(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OnUnavailable onUnavailable() {
        return Checks.ON_UNAVAILABLE;
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
