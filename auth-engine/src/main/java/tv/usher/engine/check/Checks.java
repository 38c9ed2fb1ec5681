package tv.usher.engine.check;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.check.jwt.FetchedKeys;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.check.jwt.KeySource;
import tv.usher.engine.check.jwt.KeyWatch;
import tv.usher.engine.check.jwt.SigningKeys;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.FollowedFile;
import tv.usher.engine.util.RepeatedTask;

/** Makes checks from settings, and runs their threads until it is closed. Made and closed by one thread. */
public final class Checks implements AutoCloseable {

    /** How often files are looked at. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** If it can't judge, the viewer is neither allowed nor denied: the caller is told "could not decide". */
    public static final OnUnavailable ON_UNAVAILABLE = OnUnavailable.ERROR;

    /** How often it is looked whether an issuer's keys are old. */
    static final Duration LOOK_AT_KEYS_EVERY = Duration.ofSeconds(1);

    private final EntryReader reader;
    private final KeyMemory memory;
    private final Clock clock;
    private final List<PasswordChecks> passwords = new ArrayList<>();
    private final ScheduledExecutorService files =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-files"));

    /** How a check gets its issuer's keys. */
    public interface IssuerAccess {

        /**
         * Makes what asks the issuer; whoever makes it closes it.
         *
         * @param backend its name in the configuration
         */
        Exchange exchange(String backend, ExchangeSettings settings);

        /** Hears whether there are keys. */
        KeyWatch watch();
    }

    /**
     * @param memory of issuers' keys, which outlives this
     */
    public Checks(EntryReader reader, KeyMemory memory, Clock clock) {
        this.reader = reader;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * @param name of the backend
     * @throws IllegalArgumentException if a file can't be used any more; the message is for the operator
     */
    public Authority of(String name, CheckSettings settings, IssuerAccess access) {
        try {
            if (settings instanceof SignedLinkSettings links) {
                return new SignedLinks(name, links, clock);
            } else if (settings instanceof TokensSettings tokens) {
                return new Tokens(name, tokens, follow(name, tokens.file(), () -> tokens.byHash(reader)), clock);
            } else if (settings instanceof JwtSettings jwt) {
                return new Jwt(name, jwt, keys(name, jwt, access), clock);
            }
            return users(name, (UsersSettings) settings);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private KeySource keys(String name, JwtSettings jwt, IssuerAccess access) throws IOException {
        Optional<Path> file = jwt.keys().file();
        if (file.isPresent()) {
            return KeySource.of(follow(name, file, () -> {
                SigningKeys keys = jwt.keysIn(file.get());
                keys.warnOfUnreadable(name);
                return keys;
            }));
        }
        FetchedKeys fetched = new FetchedKeys(
                name,
                jwt.fetch(),
                jwt.keyReader(),
                access.exchange(name, jwt.exchange()),
                memory,
                access.watch(),
                clock);
        Runnable look = new RepeatedTask("backend " + name + ": the issuer's keys weren't looked at", fetched::look);
        files.scheduleWithFixedDelay(look, 0, LOOK_AT_KEYS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return fetched;
    }

    private Authority users(String name, UsersSettings users) throws IOException {
        var byLogin = follow(name, users.file(), () -> users.byLogin(reader));
        PasswordChecks checks = new PasswordChecks(users);
        passwords.add(checks);
        return new Users(name, users, byLogin, checks, clock);
    }

    private <T> Supplier<T> follow(String name, Optional<Path> file, FollowedFile.Content<T> content)
            throws IOException {
        if (file.isEmpty()) {
            T fixed = content.read();
            return () -> fixed;
        }
        FollowedFile<T> followed = new FollowedFile<>("backend " + name, file.get(), content);
        long every = LOOK_EVERY.toMillis();
        files.scheduleWithFixedDelay(followed::look, every, every, TimeUnit.MILLISECONDS);
        return followed;
    }

    /** Waiting passwords are still checked. */
    @Override
    public void close() {
        files.shutdownNow();
        passwords.forEach(PasswordChecks::close);
    }
}
