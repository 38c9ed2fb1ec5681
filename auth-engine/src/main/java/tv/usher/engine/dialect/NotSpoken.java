package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.util.ReasonCode;

/** Refuses every call of a dialect that lacks a required setting. */
final class NotSpoken implements Dialect {

    private static final Reply NOT_FOUND = Reply.of(404);

    private final String needed;

    /**
     * @param needed the key of the missing setting
     */
    NotSpoken(String needed) {
        this.needed = needed;
    }

    @Override
    public String name() {
        return "not spoken";
    }

    @Override
    public DecisionRequest read(Call call) {
        throw new UnreadableCall(
                ReasonCode.DIALECT_OFF, "the dialect of the called path isn't spoken without " + needed);
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return NOT_FOUND;
    }
}
