package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;

/** Refuses whoever asks in a language that isn't spoken yet. */
final class NotSpoken implements Dialect {

    private static final Reply NOT_FOUND = Reply.of(404);

    @Override
    public String name() {
        return "not spoken";
    }

    @Override
    public AccessRequest read(Call call) {
        throw new UnreadableCall("this version doesn't speak the dialect of the called path");
    }

    @Override
    public Reply write(AccessRequest request, Decision decision) {
        return NOT_FOUND;
    }
}
