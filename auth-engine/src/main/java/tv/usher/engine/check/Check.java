package tv.usher.engine.check;

import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;

/** A check that asks nobody else: it is never out, and gives the same answer as often as it's asked. */
abstract class Check implements Authority {

    private final String name;

    Check(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    /** Should one be too busy, nobody is let in or refused for it: the caller hears that it couldn't be decided. */
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
