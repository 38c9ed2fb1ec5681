package tv.usher.engine.cut;

/** Connections that were cut, for who shows them. */
public final class TestingCuts {

    private TestingCuts() {}

    /** By a media server that was told so. */
    public static void add(RecentCuts cuts, String client, String channel, String user) {
        cuts.add(new CutRecord(
                "2030-01-01T00:00:00Z",
                CutResult.CUT.kind().word(),
                CutResult.CUT.text(),
                "kicked",
                "mediamtx",
                "127.0.0.1",
                "",
                client,
                channel,
                user));
    }
}
