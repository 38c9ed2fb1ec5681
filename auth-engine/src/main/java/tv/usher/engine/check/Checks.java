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
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.FollowedFile;

/** Makes checks from settings, and runs their threads until it is closed. Made and closed by one thread. */
public final class Checks implements AutoCloseable {

    /** How often files are looked at. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final EntryReader reader;
    private final Clock clock;
    private final List<PasswordChecks> passwords = new ArrayList<>();
    private final ScheduledExecutorService files =
            Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-files"));

    public Checks(EntryReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * @param name of the backend
     * @throws IllegalArgumentException if a file can't be used any more; the message is for the operator
     */
    public Authority of(String name, CheckSettings settings) {
        try {
            if (settings instanceof SignedLinkSettings links) {
                return new SignedLinks(name, links, clock);
            } else if (settings instanceof TokensSettings tokens) {
                return new Tokens(name, tokens, follow(name, tokens.file(), () -> tokens.byHash(reader)), clock);
            }
            return users(name, (UsersSettings) settings);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
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
