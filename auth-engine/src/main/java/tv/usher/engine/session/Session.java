package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Key;

/**
 * A grant remembered for one viewing. Times are {@link System#nanoTime} of this process. Reading takes no lock. Fields that change are
 * volatile, and only this package changes them.
 */
public sealed class Session implements CountedSessions.Held, Followed permits LargeSession {

    /** A busy session isn't written with every question. */
    static final long SEEN_PRECISION = 1_000_000_000;

    private static final long MINUTE = 60_000_000_000L;

    /** The most that a session of one place needs, with what the tables and the store keep of it. */
    static final int BYTES_OF_A_PLACE = 480;

    /** Characters of its texts that are included. */
    private static final int USUAL_TEXT = 64;

    private static final IpAddress UNKNOWN = new IpAddress(0, 0, 0);

    // Beside those of Traits.
    private static final int V4 = 16;
    private static final int V6 = 32;

    // Kept small, since there may be a million of these.
    private final Key key;
    private final @Nullable Key followKey;
    private final Origin origin;
    private final String user;
    private final String name;
    private final String channel;
    private final long clientHigh;
    private final long clientLow;
    private final int agent;
    private final long began;
    private final int idleMillis;
    private volatile byte traits;
    private final long token;
    private volatile long grantEnds;
    private volatile int keptMillis;
    private volatile char renewedAfter; // in minutes
    private volatile long refreshAt;
    private volatile long ownSeen;
    private volatile @Nullable FollowGroup group;
    private volatile boolean ended;

    /**
     * What is played, and where.
     *
     * @param client  the viewer's address, empty if unknown
     * @param agent   a hash of the user agent
     * @param channel the caller's name of it, or its folder
     */
    public record Playback(String client, int agent, String channel) {}

    Session(
            Key key,
            @Nullable Key followKey,
            Origin origin,
            Grant grant,
            Playback playback,
            Traits traits,
            Times times) {
        this.key = key;
        this.followKey = followKey;
        this.origin = origin;
        this.user = grant.user();
        this.name = grant.sessionName();
        this.channel = playback.channel();
        this.agent = playback.agent();
        IpAddress client = IpAddress.parse(playback.client()).orElse(UNKNOWN);
        this.clientHigh = client.high();
        this.clientLow = client.low();
        this.traits = (byte) (traits.bits() | (client.bits() == 32 ? V4 : client.bits() == 128 ? V6 : 0));
        this.token = traits.tokens().isEmpty() ? 0 : traits.tokens().get(0);
        this.began = times.began();
        this.idleMillis = (int) Math.min(Integer.MAX_VALUE, times.idleTimeout() / 1_000_000);
        this.ownSeen = times.lastSeen();
        this.grantEnds = times.grantEnds();
        this.keptMillis = keptMillis(times.validUntil());
        this.refreshAt = times.refreshAt();
    }

    /**
     * What it is from its beginning on; only {@code verified} may change.
     *
     * @param verified  false for a viewer who was let in because a backend was unavailable
     * @param limited   it counts against the number of sessions that its user may have
     * @param askedOnce by a caller that doesn't ask about each request, so that it may go on unseen
     * @param named     false: it only counts, and answers no request
     * @param tokens    what it was let in with, as {@link Viewing#tokens}
     */
    record Traits(boolean verified, boolean limited, boolean askedOnce, boolean named, List<Long> tokens) {

        private static final int VERIFIED = 1;
        private static final int LIMITED = 2;
        private static final int ASKED_ONCE = 4;
        private static final int NAMED = 8;

        private byte bits() {
            return (byte) ((verified ? VERIFIED : 0)
                    | (limited ? LIMITED : 0)
                    | (askedOnce ? ASKED_ONCE : 0)
                    | (named ? NAMED : 0));
        }
    }

    /** All in nanoseconds; the idle timeout is a length, the others are moments. */
    record Times(long began, long lastSeen, long grantEnds, long validUntil, long refreshAt, long idleTimeout) {}

    /** The session itself is the list of a user who has no other session. */
    @Override
    public List<Session> sessions() {
        return List.of(this);
    }

    @Override
    public @Nullable Session withKey(Key other) {
        return key.equals(other) ? this : null;
    }

    public Key key() {
        return key;
    }

    /** The key by which requests without a token find this session. */
    @Nullable Key followKey() {
        return followKey;
    }

    public Origin origin() {
        return origin;
    }

    /** The middleware's name of the viewer, empty if unknown. */
    public String user() {
        return user;
    }

    /** How operators know the viewer, empty if unknown. */
    public String name() {
        return name;
    }

    /** The caller's name of it, or its folder. */
    public String channel() {
        return channel;
    }

    public Playback playback() {
        return new Playback(client().map(IpAddress::toString).orElse(""), agent, channel);
    }

    /** The viewer's address, empty if unknown. */
    public Optional<IpAddress> client() {
        return clientBits() == 0 ? Optional.empty() : Optional.of(new IpAddress(clientHigh, clientLow, clientBits()));
    }

    /** How many places it takes in the table: more than one if its texts are long, since a viewer may have made them up. */
    int places() {
        return 1 + Math.max(0, textLength() - USUAL_TEXT) * Character.BYTES / BYTES_OF_A_PLACE;
    }

    /** Characters of texts that it doesn't share with others; always the same. */
    int textLength() {
        return user.length() + name.length() + channel.length();
    }

    /** The connections at media servers that can be told to cut them, the newest first; empty if none can. */
    public List<ServerConnection> connections() {
        return List.of();
    }

    /** True if that is news, and can be remembered. */
    boolean isPlayedBy(ServerConnection connection) {
        return false;
    }

    /** It takes the place of another session of the same viewing, which may still be played. */
    void inherits(Session former) {}

    /** As {@link ReconnectKey#ofEach}; none also for a caller that asks about each request. */
    List<Key> reconnectKeys() {
        return isAskedOnce()
                ? ReconnectKey.ofEach(
                        tokens(), client().map(IpAddress::toString).orElse(""), channel)
                : List.of();
    }

    boolean isOnSameDevice(Session other) {
        return agent == other.agent
                && clientHigh == other.clientHigh
                && clientLow == other.clientLow
                && clientBits() == other.clientBits();
    }

    private int clientBits() {
        return has(V4) ? 32 : has(V6) ? 128 : 0;
    }

    boolean isOnSameChannel(Session other) {
        return channel.equals(other.channel);
    }

    /** False for a viewer who was let in because a backend was unavailable. */
    public boolean isVerified() {
        return has(Traits.VERIFIED);
    }

    /** True if it counts against the number of sessions that its user may have. */
    boolean isLimited() {
        return has(Traits.LIMITED);
    }

    /** True if any limit counts it, or may. */
    boolean isCounted() {
        return isLimited() || !origin.limits().isEmpty();
    }

    /** The limits that count it; nobody but the grant knows how many its user may have. */
    List<CountedLimit> countedBy() {
        return countedBy(Integer.MAX_VALUE);
    }

    /**
     * As above.
     *
     * @param ofUser how many sessions its user may have
     */
    List<CountedLimit> countedBy(int ofUser) {
        List<CountedLimit> configured =
                origin.limits().isEmpty() ? List.of() : CountedLimit.of(origin, user, tokens(), playback());
        if (!isLimited()) {
            return configured;
        }
        List<CountedLimit> all = new ArrayList<>(1 + configured.size());
        all.add(CountedLimit.ofGrant(new UserId(origin.backend(), user), ofUser));
        all.addAll(configured);
        return all;
    }

    /** True if the caller asks about the whole viewing, so that it may go on although nobody asks. */
    boolean isAskedOnce() {
        return has(Traits.ASKED_ONCE);
    }

    /** True if nobody stops its player when it ends: the caller asked about the whole viewing, and can't be told to cut it. */
    boolean playsOn() {
        return isAskedOnce() && connections().isEmpty();
    }

    /** False if neither a token nor the caller names the viewing: it counts for its user's limit, and answers no request. */
    public boolean isNamed() {
        return has(Traits.NAMED);
    }

    private boolean has(int trait) {
        return (traits & trait) != 0;
    }

    /** What the viewer was let in with, as {@link Viewing#tokens}. */
    List<Long> tokens() {
        return token == 0 ? List.of() : List.of(token);
    }

    /** Of {@link #tokens}. */
    boolean hasAnyOf(List<Long> others) {
        return others.contains(token);
    }

    public long began() {
        return began;
    }

    /** Also with a request that may have been another session's of its {@link FollowGroup}. */
    public long lastSeen() {
        FollowGroup others = group;
        long own = ownSeen;
        if (others == null) {
            return own;
        }
        long shared = others.seen() - validUntil() > 0 ? validUntil() : others.seen();
        return shared - own > 0 ? shared : own;
    }

    /** The last request that was nobody else's. */
    long ownSeen() {
        return ownSeen;
    }

    /** It counts as seen by a request that may have been another's of its {@link FollowGroup}; its own was earlier. */
    void ownSeenAt(long earlier) {
        FollowGroup others = group;
        boolean isHeldByOthers = others != null && ownSeen - others.seen() <= SEEN_PRECISION;
        if (isHeldByOthers && earlier - ownSeen < 0) {
            ownSeen = earlier;
        }
    }

    /** It would be idle if its requests weren't shared with others, so the viewer may have left. */
    boolean livesByOthers(long now) {
        return group != null && isIdleSince(ownSeen, now) && !isGone(now);
    }

    /**
     * @param others null if it leaves them
     */
    void joins(@Nullable FollowGroup others) {
        group = others;
    }

    /**
     * True if a middleware may have allowed the viewer since that moment. What was allowed up to a minute before it counts too, and so does
     * everybody who was renewed more than 45 days after the beginning. A session that a store kept counts as allowed when it began.
     */
    boolean mayBeGrantedSince(long moment) {
        return renewedAfter == Character.MAX_VALUE || began + renewedAfter * MINUTE - moment >= 0;
    }

    /** When the middleware's grant ends. */
    public long grantEnds() {
        return grantEnds;
    }

    /** The end of answers from memory. It is later than the grant's end for a viewer who is kept through an outage. */
    long validUntil() {
        return grantEnds + keptMillis * 1_000_000L;
    }

    private int keptMillis(long until) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, (until - grantEnds) / 1_000_000));
    }

    /** True for a viewer who goes on after the grant's end, since the backend can't be asked. */
    public boolean isKept() {
        return keptMillis > 0;
    }

    /** Whole seconds that are left, at least 1. */
    public long secondsLeft(long now) {
        return Math.max(1, (validUntil() - now) / 1_000_000_000);
    }

    boolean isLive(long now) {
        return !isGone(now) && validUntil() - now > 0;
    }

    /** The grant has ended, but the viewer is still watching. */
    boolean isExpired(long now) {
        return !isGone(now) && validUntil() - now <= 0;
    }

    /** Ended or idle: it can't become live again. */
    boolean isGone(long now) {
        return ended || isIdleSince(lastSeen(), now);
    }

    private boolean isIdleSince(long seen, long now) {
        return now - seen >= idleTimeout() + SEEN_PRECISION; // the session may have been seen later than that moment
    }

    @Override
    public @Nullable Session follow(long now) {
        if (!isLive(now)) {
            return null;
        }
        seen(now);
        return this;
    }

    @Override
    public @Nullable Session live(long now) {
        return isLive(now) ? this : null;
    }

    @Override
    public Session newest() {
        return this;
    }

    @Override
    public Followed with(Session other) {
        return ended || key.equals(other.key) ? other : new FollowGroup(this, other);
    }

    @Override
    public @Nullable Followed without(Session other) {
        return this == other ? null : this;
    }

    boolean hasEnded() {
        return ended;
    }

    /** True for one caller each time that a refresh is due. The next refresh is due at the given moment, unless this one sets another. */
    boolean claimRefresh(long now, long nextAt) {
        if (refreshAt - now > 0) {
            return false;
        }
        synchronized (this) {
            boolean due = refreshAt - now <= 0;
            refreshAt = due ? nextAt : refreshAt;
            return due;
        }
    }

    public boolean isRefreshDue(long now) {
        return refreshAt - now <= 0;
    }

    long idleTimeout() {
        return idleMillis * 1_000_000L;
    }

    void seen(long now) {
        if (now - ownSeen > SEEN_PRECISION) {
            ownSeen = now;
        }
    }

    synchronized void granted(long now, long ends, long refresh) {
        renewedAfter = (char) Math.min(Character.MAX_VALUE, (now - began) / MINUTE + 1);
        grantEnds = ends;
        keptMillis = 0;
        refreshAt = refresh;
    }

    /** Who allowed the viewer can't be trusted, and is asked again as soon as it can be. */
    void doubted(long now) {
        traits = (byte) (traits & ~Traits.VERIFIED);
        refreshAt = now;
    }

    void keptUntil(long moment) {
        keptMillis = keptMillis(moment);
    }

    void end() {
        ended = true;
    }
}
