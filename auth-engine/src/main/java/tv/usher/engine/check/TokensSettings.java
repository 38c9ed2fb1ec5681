package tv.usher.engine.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.net.ParameterName;

/**
 * Tokens that the operator lists, here or in a file.
 *
 * @param grant       how long an allow holds; a removed token stays valid for as long
 * @param maxSessions of an entry without a limit of its own; empty: any number
 */
public record TokensSettings(
        Optional<Path> file,
        List<TokenEntry> tokens,
        @Default("token") ParameterName parameter,
        @Default("1h") Duration grant,
        Optional<Integer> maxSessions,
        Optional<FailureSettings> failures)
        implements CheckSettings {

    public TokensSettings {
        tokens = List.copyOf(tokens);
        SettingsChecks.requireOnePlace("tokens", file, tokens);
        SettingsChecks.requireGrant(grant);
        SettingsChecks.requireSessions(maxSessions);
        SettingsChecks.requirePlain("parameter", parameter);
    }

    @Override
    public ParameterName identifyingParameter() {
        return parameter;
    }

    @Override
    public void validate(EntryReader reader) throws IOException {
        byHash(reader);
    }

    /** The current entries. */
    Map<String, Entitlement> byHash(EntryReader reader) throws IOException {
        List<TokenEntry> entries = file.isPresent() ? reader.read(file.get(), "tokens", TokenEntry.class) : tokens;
        Map<String, Entitlement> byHash = new HashMap<>();
        for (TokenEntry entry : entries) {
            Entitlement other = byHash.put(entry.hash(), entry.terms());
            if (other != null) {
                throw new IllegalArgumentException(
                        "'" + entry.name() + "' and '" + other.user() + "' have the same token");
            }
        }
        return Map.copyOf(byHash);
    }
}
