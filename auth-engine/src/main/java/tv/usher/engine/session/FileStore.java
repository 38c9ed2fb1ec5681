package tv.usher.engine.session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions and bans in a file. Callers leave a change behind; a thread of its own writes what has gathered. What the file can't take now
 * waits, and the file is tried again: nothing that is decided depends on it.
 */
final class FileStore implements SessionStore {

    private static final Logger log = LoggerFactory.getLogger(FileStore.class);

    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(400);
    private static final Duration TIDY = Duration.ofSeconds(10);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final SessionFile.Opener opener;
    private final InstallationSecret secret;
    private final Clock clock;
    private final long keepMillis;
    private final PendingChanges pending;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "usher-store");
        thread.setDaemon(true);
        return thread;
    });

    /** These belong to the writer once it runs. */
    private Listener listener;

    private SessionFile file;
    private boolean restored;
    private long nextOpening;
    private long nextTidying;

    private volatile String problem;
    private volatile boolean lost;
    private volatile long workingSince;

    FileStore(SessionFile.Opener opener, InstallationSecret secret, Clock clock, SessionSettings settings) {
        this.opener = opener;
        this.secret = secret;
        this.clock = clock;
        this.keepMillis = settings.keepKnown().toMillis();
        this.pending = new PendingChanges(settings.maxSessions());
        this.nextOpening = clock.now();
    }

    @Override
    public void open(Listener restorer) {
        listener = restorer;
        secret.bytes(); // here, lest the first question waits for the disk
        work();
        writer.scheduleWithFixedDelay(this::work, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Known> find(List<Key> keys) {
        return CompletableFuture.completedFuture(Known.NOTHING);
    }

    @Override
    public CompletableFuture<Optional<Admission>> admit(StoredSession newcomer, int limit, OverLimit overLimit) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void put(StoredSession session) {
        requireRoom(pending.session(session.key(), Optional.of(session)));
    }

    @Override
    public void remove(StoredSession session) {
        requireRoom(pending.session(session.key(), Optional.empty()));
    }

    /** Not kept: a session counts as seen when it is restored. */
    @Override
    public void seen(List<StoredSession> sessions) {}

    /** Not kept: denials are remembered for seconds. */
    @Override
    public void deny(Key key, Refusal refusal) {}

    @Override
    public void ban(StoredBan ban) {
        requireRoom(pending.ban(ban));
    }

    private void requireRoom(boolean waits) {
        if (!waits && !lost) {
            lost = true;
            log.warn(
                    "sessions: more changes wait to be stored than max-sessions; a restart would not know some of them");
        }
    }

    @Override
    public Optional<String> problem() {
        long since = workingSince;
        if (since != 0 && clock.now() - since > SLOW.toNanos()) {
            return Optional.of("nothing was stored for more than " + SLOW.toSeconds() + "s: the disk hangs");
        }
        return Optional.ofNullable(problem);
    }

    private void work() {
        workingSince = clock.now();
        try {
            if (file == null && clock.now() - nextOpening >= 0) {
                openFile();
            }
            if (file != null) {
                write();
                solved();
            }
        } catch (IOException e) {
            failed(e.getMessage(), null);
        } catch (RuntimeException e) { // a task that throws is never run again
            failed("unexpected: " + e, e);
        }
        workingSince = 0;
    }

    private void openFile() throws IOException {
        SessionFile.Opened opened = opener.open();
        file = opened.file();
        secret.keep();
        if (!restored) {
            restored = true;
            restore(opened.content());
        }
        nextTidying = clock.now() + TIDY.toNanos();
    }

    /** The file may be late, so what was decided since the start is newer than what is in it. */
    private void restore(SessionFile.Content content) {
        long now = clock.millis().getAsLong();
        List<StoredSession> known = new ArrayList<>();
        for (StoredSession session : content.sessions()) {
            if (pending.hasSession(session.key())) {
                continue;
            }
            if (Math.max(session.validUntil(), session.grantEnds() + keepMillis) > now) {
                known.add(session);
            } else {
                remove(session);
            }
        }
        known.sort(Comparator.comparingLong(StoredSession::began)); // of two in one folder the newer is followed
        long restorable = known.stream().filter(this::restore).count();
        content.bans().stream().filter(ban -> ban.until() > now).forEach(listener::banned);
        log.info("sessions: {} known from before", restorable);
        long dropped = content.unreadable() + known.size() - restorable;
        if (dropped > 0) {
            log.warn("sessions: {} entries of the file weren't understood and are dropped", dropped);
        }
    }

    /** What is damaged may still look like a session. */
    private boolean restore(StoredSession session) {
        try {
            listener.restored(session);
            return true;
        } catch (RuntimeException e) {
            remove(session);
            return false;
        }
    }

    private void write() throws IOException {
        PendingChanges.Changes changes = pending.take();
        try {
            if (!changes.isEmpty()) {
                file.write(changes);
            }
            if (clock.now() - nextTidying >= 0) {
                nextTidying = clock.now() + TIDY.toNanos();
                file.tidy(clock.millis().getAsLong());
            }
        } catch (IOException | RuntimeException e) {
            pending.giveBack(changes);
            throw e;
        }
    }

    private void failed(String why, Exception unexpected) {
        nextOpening = clock.now() + RETRY.toNanos();
        if (problem == null) {
            log.warn(
                    "sessions are in memory alone, so that a restart forgets them: {} (tried again every {}s)",
                    why,
                    RETRY.toSeconds(),
                    unexpected);
        }
        problem = why;
        closeFile();
    }

    private void solved() {
        lost = false;
        if (problem != null) {
            problem = null;
            log.info("sessions are stored again");
        }
    }

    private void closeFile() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("sessions: closing failed", e); // what matters was written, or told about, before
        }
        file = null;
    }

    @Override
    public void close() {
        writer.execute(() -> {
            work();
            closeFile();
        });
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("sessions: not all could be stored within {}s; a restart forgets some", CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
