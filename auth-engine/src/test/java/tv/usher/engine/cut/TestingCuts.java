package tv.usher.engine.cut;

/** Connections that were cut, for who shows them. */
public final class TestingCuts {

    private TestingCuts() {}

    /** By a media server that was told so. */
    public static void add(RecentCuts cuts, String client, String channel, String user) {
        cuts.add(new CutRecord(
                1_893_456_000_000L,
                "mediamtx",
                "127.0.0.1",
                "",
                user,
                client,
                channel,
                "kicked",
                CutResult.CUT.kind().word(),
                CutResult.CUT.text()));
    }
}
