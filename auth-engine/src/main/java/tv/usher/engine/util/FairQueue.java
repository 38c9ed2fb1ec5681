package tv.usher.engine.util;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue in front of something that does a few tasks at once. No client has more than a share of what runs, nor of what runs and
 * waits, and those that wait take turns client by client: who comes alone doesn't wait behind the thousand of another. Thread-safe.
 *
 * @param <T> tasks; each equals only itself
 */
public final class FairQueue<T> {

    /** What becomes of a task that enters. */
    public enum Entry {
        /** It runs from now on. */
        RUNS,
        /** {@link #next} hands it out. */
        WAITS,
        /** Its client has its whole share. */
        OVER_SHARE,
        /** There is no room for anybody. */
        FULL
    }

    private final int maxRunning;
    private final int maxTasks;
    private final int runningShare;
    private final int share;
    private final Map<Object, Client> clients = new HashMap<>();
    private final Map<T, Client> tasks = new HashMap<>();
    private final Set<Client> turns = new LinkedHashSet<>();
    private int running;

    private final class Client {

        private final Object name;
        private Set<T> waiting = Collections.emptySet(); // most never wait
        private int running;

        Client(Object name) {
            this.name = name;
        }

        boolean mayRun() {
            return running < runningShare;
        }
    }

    /**
     * @param share of a client, in percent; at least one task, and with 100 everything
     */
    public FairQueue(int maxRunning, int maxWaiting, int share) {
        this.maxRunning = maxRunning;
        this.maxTasks = (int) Math.min(Integer.MAX_VALUE, (long) maxRunning + maxWaiting);
        this.runningShare = shareOf(maxRunning, share);
        this.share = share == 100 ? Integer.MAX_VALUE : shareOf(maxTasks, share);
    }

    /** For settings that name it {@code address-share}. */
    public static void requireShare(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("address-share must be from 1 to 100");
        }
    }

    /** So many of the places, at least one. */
    public static int shareOf(int places, int percent) {
        return (int) Math.max(1, (long) places * percent / 100);
    }

    /**
     * @param client whose task it is
     */
    public synchronized Entry enter(Object client, T task) {
        Client its = clients.computeIfAbsent(client, Client::new);
        if (its.running + its.waiting.size() >= share) {
            return Entry.OVER_SHARE;
        }
        if (tasks.size() >= maxTasks) {
            forgetIfGone(its);
            return Entry.FULL;
        }
        tasks.put(task, its);
        if (running < maxRunning && its.mayRun()) {
            run(its);
            return Entry.RUNS;
        }
        if (its.waiting.isEmpty()) {
            its.waiting = new LinkedHashSet<>();
        }
        its.waiting.add(task);
        takeTurns(its);
        return Entry.WAITS;
    }

    /** As {@link #enter}, of a task that runs at once, beyond any bound. */
    public synchronized Entry enterAtOnce(Object client, T task) {
        Client its = clients.computeIfAbsent(client, Client::new);
        tasks.put(task, its);
        run(its);
        return Entry.RUNS;
    }

    /** The task is over, or doesn't want to wait any more. Nothing happens if it isn't there. */
    public synchronized void leave(T task) {
        Client its = tasks.remove(task);
        if (its == null) {
            return;
        }
        if (!its.waiting.remove(task)) {
            running--;
            its.running--;
        }
        takeTurns(its);
        forgetIfGone(its);
    }

    /**
     * The next task that runs from now on.
     *
     * @return null if none waits, or none may run yet
     */
    public synchronized @Nullable T next() {
        if (running >= maxRunning || turns.isEmpty()) {
            return null;
        }
        Client its = turns.iterator().next();
        T task = its.waiting.iterator().next();
        its.waiting.remove(task);
        run(its);
        turns.remove(its);
        takeTurns(its);
        return task;
    }

    private void run(Client its) {
        running++;
        its.running++;
    }

    private void takeTurns(Client its) {
        if (its.waiting.isEmpty() || !its.mayRun()) {
            turns.remove(its);
        } else {
            turns.add(its);
        }
    }

    private void forgetIfGone(Client its) {
        if (its.running == 0 && its.waiting.isEmpty()) {
            clients.remove(its.name);
        }
    }

    /** Those that run and those that wait, in no order. */
    public synchronized List<T> all() {
        return List.copyOf(tasks.keySet());
    }

    public synchronized int size() {
        return tasks.size();
    }

    public synchronized int running() {
        return running;
    }

    public synchronized int waiting() {
        return tasks.size() - running;
    }
}
