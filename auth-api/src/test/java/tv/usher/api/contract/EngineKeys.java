package tv.usher.api.contract;

import java.util.Set;

/** The keys that Usher has itself for every backend; a plugin that declares one of them is refused. */
public final class EngineKeys {

    public static final Set<String> ALL = Set.of(
            "address-share",
            "bind-token",
            "breaker",
            "canary",
            "connect-timeout",
            "failures",
            "ignore-max-sessions",
            "ignore-unique",
            "keep-alive",
            "max-answer",
            "max-answer-headers",
            "max-bound-tokens",
            "max-concurrent",
            "max-sessions",
            "max-sessions-cap",
            "max-waiting",
            "on-5xx",
            "on-unavailable",
            "pass-location",
            "pass-over",
            "timeout",
            "tls",
            "type",
            "unverified");

    private EngineKeys() {}
}
