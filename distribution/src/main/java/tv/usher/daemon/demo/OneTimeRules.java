package tv.usher.daemon.demo;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Microimpulse Smarty: the first check uses a token up. */
final class OneTimeRules implements StandIn.Rules {

    static final String PATH = "/tvmiddleware/api/streamservice/token/check/";

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    @Override
    public String newToken() {
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return token;
    }

    @Override
    public StandIn.Reply answer(String token) {
        return StandIn.Reply.of(tokens.remove(token) ? 200 : 403);
    }
}
