package tv.usher.engine.management.api;

import java.time.Instant;
import tv.usher.engine.cut.CutRecord;
import tv.usher.engine.net.WireText;

/** A connection that had to be cut, as the API shows it; unknown texts are empty. */
record CutView(
        String at,
        String result,
        String text,
        String why,
        String dialect,
        String server,
        String session,
        String client,
        String channel,
        String user) {

    static CutView of(CutRecord cut) {
        return new CutView(
                Instant.ofEpochMilli(cut.at()).toString(),
                cut.result(),
                cut.text(),
                cut.why(),
                cut.dialect(),
                cut.server(),
                cut.session(),
                cut.client(),
                WireText.read(cut.channel()),
                cut.user());
    }
}
