package tv.usher.engine.check;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.Reason;
import tv.usher.engine.check.jwt.KeyWatch;

/** Keeps what it heard, each thing once until it changes. */
final class TestingKeyWatch implements KeyWatch {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void keysKnown() {
        hear("keys known");
    }

    @Override
    public void keysMissing(Reason why) {
        hear(why.code() + ": " + why.text());
    }

    private void hear(String what) {
        if (heard.isEmpty() || !heard.get(heard.size() - 1).equals(what)) {
            heard.add(what);
        }
    }

    List<String> heard() {
        return List.copyOf(heard);
    }
}
