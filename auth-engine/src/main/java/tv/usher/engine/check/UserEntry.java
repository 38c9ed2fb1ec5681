package tv.usher.engine.check;

import java.util.List;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.net.Cidr;

/**
 * A viewer who may play with login and password.
 *
 * @param password its hash, as {@code usher hash-password} prints it
 * @param enabled  false: denied, whatever the password
 */
public record UserEntry(
        String login,
        Secret password,
        @Default("true") boolean enabled,
        List<Cidr> addresses,
        Optional<Expiry> expires,
        Optional<Integer> maxSessions) {

    public UserEntry {
        addresses = List.copyOf(addresses);
        UserNames.require("login", login);
        if (login.indexOf(':') >= 0) {
            throw new IllegalArgumentException("login has a ':', which separates it from the password");
        }
        SettingsChecks.requireSessions(maxSessions);
        PasswordHash.parse(password.reveal()); // so that a mistake is reported with its place
    }

    /** The part of an entry that viewers are checked against. */
    record Account(boolean enabled, PasswordHash password, Entitlement entitlement) {}

    Account account() {
        return new Account(
                enabled,
                PasswordHash.parse(password.reveal()),
                new Entitlement(login, addresses, expires, maxSessions));
    }
}
