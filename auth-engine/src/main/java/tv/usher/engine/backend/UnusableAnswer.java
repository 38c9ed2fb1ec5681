package tv.usher.engine.backend;

import tv.usher.api.Reason;
import tv.usher.engine.util.Undecided;

/** A plugin made no verdict of an answer. Its reason is in the plugin's words, so its code says nothing to Usher, also if Usher has the same. */
public final class UnusableAnswer extends Undecided {

    private static final long serialVersionUID = 1L;

    UnusableAnswer(Reason reason) {
        super(reason);
    }
}
