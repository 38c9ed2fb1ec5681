package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what it hears of sessions: what happened, and the channel. */
final class TestingSessionListener implements SessionListener {

    private final List<String> heard = new ArrayList<>();

    @Override
    public void began(Session session) {
        heard.add("began " + session.playback().channel());
    }

    @Override
    public void restored(Session session, StoredSession stored) {
        heard.add("restored " + session.playback().channel());
    }

    @Override
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        String by = newer == null ? "" : " for " + newer.playback().channel();
        heard.add(why.code() + ' ' + session.playback().channel() + by);
    }

    /** What it has heard since the last call. */
    List<String> heard() {
        List<String> lately = List.copyOf(heard);
        heard.clear();
        return lately;
    }
}
