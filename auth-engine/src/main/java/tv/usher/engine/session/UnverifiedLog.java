package tv.usher.engine.session;

import java.util.List;
import tv.usher.api.Reason;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.NewestByAddress;
import tv.usher.engine.util.Key;

/**
 * The newest viewers who were let in unverified: who, why, and what a backend said of them later. Bounded, with a share for each address;
 * thread-safe.
 */
public final class UnverifiedLog {

    static final int BYTES_OF_A_PLACE = 700;

    private final NewestByAddress<Key, UnverifiedViewer> entries;

    /** What a backend said later. */
    public enum RecheckOutcome {
        /** Nothing yet. */
        UNVERIFIED,
        VERIFIED,
        DENIED
    }

    /**
     * One viewer.
     *
     * @param session as it was then
     * @param reason  why the backend couldn't be asked
     */
    public record UnverifiedViewer(StoredSession session, Reason reason, RecheckOutcome outcome) {}

    UnverifiedLog(int most) {
        this.entries = new NewestByAddress<>(most);
    }

    /** Of one viewing the last time counts. */
    void add(StoredSession session, Reason reason) {
        int text = session.user().length()
                + session.name().length()
                + session.playback().channel().length();
        entries.add(
                session.key(),
                new UnverifiedViewer(session, reason, RecheckOutcome.UNVERIFIED),
                IpAddress.parse(session.playback().client()),
                1 + text * Character.BYTES / BYTES_OF_A_PLACE);
    }

    void settle(Key key, RecheckOutcome outcome) {
        entries.change(key, entry -> new UnverifiedViewer(entry.session(), entry.reason(), outcome));
    }

    /** The newest comes first. */
    public List<UnverifiedViewer> newest() {
        return entries.newest().toList();
    }
}
