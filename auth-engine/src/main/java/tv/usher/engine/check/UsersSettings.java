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
import tv.usher.engine.util.FairQueue;

/**
 * Logins and passwords that the operator lists, here or in a file.
 *
 * @param parameter     has {@code login:password}
 * @param grant         how long an allow holds; a removed user may play on for as long
 * @param maxConcurrent passwords checked at once, each on a thread of its own
 * @param maxWaiting    passwords that may wait; with one more, the caller is told "could not decide"
 * @param addressShare  percent of maxConcurrent, and of both together, that the passwords of one client address may be
 * @param maxRemembered right passwords remembered, which needn't be checked again
 * @param maxSessions   of an entry without a limit of its own; empty: any number
 */
public record UsersSettings(
        Optional<Path> file,
        List<UserEntry> users,
        @Default("auth") ParameterName parameter,
        @Default("1h") Duration grant,
        @Default("2") int maxConcurrent,
        @Default("32") int maxWaiting,
        @Default("50") int addressShare,
        @Default("10000") int maxRemembered,
        Optional<Integer> maxSessions,
        Optional<FailureSettings> failures)
        implements CheckSettings {

    public UsersSettings {
        users = List.copyOf(users);
        SettingsChecks.requireOnePlace("users", file, users);
        SettingsChecks.requireGrant(grant);
        SettingsChecks.requireSessions(maxSessions);
        SettingsChecks.requirePlain("parameter", parameter);
        if (maxConcurrent < 1 || maxWaiting < 1 || maxRemembered < 1) {
            throw new IllegalArgumentException("max-concurrent, max-waiting and max-remembered must be at least 1");
        }
        FairQueue.requireShare(addressShare);
    }

    @Override
    public ParameterName identifyingParameter() {
        return parameter;
    }

    @Override
    public void validate(EntryReader reader) throws IOException {
        byLogin(reader);
    }

    /** The current entries. */
    Map<String, UserEntry.Account> byLogin(EntryReader reader) throws IOException {
        List<UserEntry> entries = file.isPresent() ? reader.read(file.get(), "users", UserEntry.class) : users;
        Map<String, UserEntry.Account> byLogin = new HashMap<>();
        for (UserEntry entry : entries) {
            if (byLogin.put(entry.login(), entry.account()) != null) {
                throw new IllegalArgumentException("'" + entry.login() + "' is listed twice");
            }
        }
        return Map.copyOf(byLogin);
    }
}
