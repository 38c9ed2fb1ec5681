package tv.usher.daemon.demo;

import java.util.Map;

/** A middleware that lets one token in for ever: IPTVPORTAL within its key's period, and the sources' {@code auth.php}. */
final class FixedTokenRules implements StandIn.Rules {

    static final String IPTVPORTAL_PATH = "/auth/arescrypt/";

    private final String token;
    private final StandIn.Reply allow;

    FixedTokenRules(String token, Map<String, String> headers) {
        this.token = token;
        this.allow = new StandIn.Reply(200, headers);
    }

    @Override
    public String newToken() {
        return token;
    }

    @Override
    public boolean isTokenLasting() {
        return true;
    }

    @Override
    public StandIn.Reply answer(String shown) {
        return shown.equals(token) ? allow : StandIn.Reply.of(403);
    }
}
