package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import tv.usher.api.Secret;

/** The defaults of the configuration, in memory and with small tables, which a test changes one by one. */
public final class TestingSettings {

    private StoreKind store = StoreKind.MEMORY;
    private String redis = "redis://127.0.0.1:1";
    private Duration keepKnown = Duration.ofMinutes(10);
    private OverLimit overLimit = OverLimit.DENY_NEWEST;
    private Follow follow = Follow.ADDRESS_AGENT;
    private CookieBinding cookieBinds = CookieBinding.ADDRESS;
    private int maxSessions = 1_000;
    private int maxDenials = 1_000;
    private int maxBans = 1_000;
    private Duration maxGrant = Duration.ofDays(1);
    private Duration edgeCache = Duration.ZERO;
    private int verifyPerSecond = 10;
    private Duration oneTimeCodes = Duration.ZERO;

    public TestingSettings store(StoreKind store) {
        this.store = store;
        return this;
    }

    public TestingSettings sharedBy(String redis) {
        this.store = StoreKind.REDIS;
        this.redis = redis;
        return this;
    }

    public TestingSettings keepKnown(Duration keepKnown) {
        this.keepKnown = keepKnown;
        return this;
    }

    public TestingSettings overLimit(OverLimit overLimit) {
        this.overLimit = overLimit;
        return this;
    }

    public TestingSettings follow(Follow follow) {
        this.follow = follow;
        return this;
    }

    public TestingSettings cookieBinds(CookieBinding cookieBinds) {
        this.cookieBinds = cookieBinds;
        return this;
    }

    public TestingSettings maxSessions(int maxSessions) {
        this.maxSessions = maxSessions;
        return this;
    }

    public TestingSettings maxDenials(int maxDenials) {
        this.maxDenials = maxDenials;
        return this;
    }

    public TestingSettings maxBans(int maxBans) {
        this.maxBans = maxBans;
        return this;
    }

    public TestingSettings maxGrant(Duration maxGrant) {
        this.maxGrant = maxGrant;
        return this;
    }

    public TestingSettings edgeCache(Duration edgeCache) {
        this.edgeCache = edgeCache;
        return this;
    }

    public TestingSettings verifyPerSecond(int verifyPerSecond) {
        this.verifyPerSecond = verifyPerSecond;
        return this;
    }

    public TestingSettings oneTimeCodes(Duration goodFor) {
        this.oneTimeCodes = goodFor;
        return this;
    }

    public SessionSettings build() {
        return new SessionSettings(
                store,
                Secret.of(redis),
                Duration.ofSeconds(60),
                keepKnown,
                Duration.ofSeconds(10),
                overLimit,
                Duration.ofSeconds(10),
                follow,
                cookieBinds,
                Duration.ofSeconds(10),
                maxGrant,
                true,
                List.of("token"),
                maxSessions,
                maxDenials,
                maxBans,
                edgeCache,
                10_000,
                verifyPerSecond,
                oneTimeCodes);
    }
}
