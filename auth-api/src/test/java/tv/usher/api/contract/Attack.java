package tv.usher.api.contract;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;

/**
 * All hostile viewers and answers on one backend, once: what came of each call. It runs in a thread of its own, so that a call that
 * hangs is found and left behind.
 */
final class Attack {

    /** As the engine's own: who takes longer is a fault. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_FRAMES = 12;

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Judged> judged = Collections.synchronizedList(new ArrayList<>());
    private final List<String> slow = Collections.synchronizedList(new ArrayList<>());
    private final List<String> changed = Collections.synchronizedList(new ArrayList<>());
    private volatile long callBegan;
    private volatile String call = "";

    /**
     * @param thrown null if nothing was
     */
    record Asked(AccessRequest viewer, Optional<BackendRequest> question, Throwable thrown) {}

    /**
     * @param verdict null if something was thrown
     * @param thrown  null if nothing was
     */
    record Judged(AccessRequest viewer, BackendResponse answer, Verdict verdict, Throwable thrown) {}

    /** An answer, and whom it is about. */
    record About(AccessRequest viewer, BackendResponse answer) {}

    private Attack() {}

    static Attack on(Supplier<Backend> backend, List<AccessRequest> viewers, List<About> answers) {
        Attack attack = new Attack();
        Thread thread = new Thread(() -> attack.run(backend.get(), viewers, answers), "contract");
        thread.setDaemon(true);
        thread.start();
        attack.await(thread);
        return attack;
    }

    private void await(Thread thread) {
        try {
            for (thread.join(100); thread.isAlive(); thread.join(100)) {
                long began = callBegan;
                if (began != 0 && System.nanoTime() - began > HANGS_NANOS) {
                    slow.add(call + " hangs at\n\t" + stack(thread));
                    return; // nothing ends a thread that doesn't want to
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stack(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n\t"));
    }

    private void run(Backend backend, List<AccessRequest> viewers, List<About> answers) {
        viewers.forEach(viewer -> asked.add(ask(backend, viewer)));
        answers.forEach(about -> judged.add(judge(backend, about)));
        again(backend);
    }

    /** In another order and turn by turn, as viewers come in life: whatever is remembered shows. */
    private void again(Backend backend) {
        List<Asked> questions = new ArrayList<>(asked);
        List<Judged> verdicts = new ArrayList<>(judged);
        Collections.shuffle(questions, new Random(1));
        Collections.shuffle(verdicts, new Random(2));
        for (int i = 0; i < Math.max(questions.size(), verdicts.size()); i++) {
            if (i < questions.size()) {
                Asked before = questions.get(i);
                Asked now = ask(backend, before.viewer());
                if (!InWords.question(now.question()).equals(InWords.question(before.question()))) {
                    changed.add("the question about " + InWords.viewer(before.viewer()));
                }
            }
            if (i < verdicts.size()) {
                Judged before = verdicts.get(i);
                Judged now = judge(backend, new About(before.viewer(), before.answer()));
                if (now.verdict() != null && !now.verdict().equals(before.verdict())) {
                    changed.add("the verdict on " + InWords.answer(before.answer()));
                }
            }
        }
    }

    private Asked ask(Backend backend, AccessRequest viewer) {
        Called<Optional<BackendRequest>> called = call("toRequest", () -> backend.toRequest(viewer));
        boolean isNull = called.result() == null && called.thrown() == null;
        return new Asked(
                viewer,
                called.result() == null ? Optional.empty() : called.result(),
                isNull ? new NullPointerException("toRequest said null") : called.thrown());
    }

    private Judged judge(Backend backend, About about) {
        Called<Verdict> called = call("interpret", () -> backend.interpret(about.viewer(), about.answer()));
        boolean isNull = called.result() == null && called.thrown() == null;
        return new Judged(
                about.viewer(),
                about.answer(),
                called.result(),
                isNull ? new NullPointerException("interpret said null") : called.thrown());
    }

    private record Called<T>(T result, Throwable thrown) {}

    private <T> Called<T> call(String name, Supplier<T> code) {
        long waited = waited();
        long began = System.nanoTime();
        call = name;
        callBegan = began;
        try {
            return new Called<>(code.get(), null);
        } catch (Throwable e) { // an Error is the plugin's fault too
            return new Called<>(null, e);
        } finally {
            callBegan = 0;
            long took = System.nanoTime() - began;
            if (took > MOST_NANOS) {
                slow.add(name + " took " + TimeUnit.NANOSECONDS.toMillis(took) + "ms");
            }
            if (waited() > waited && slow.size() < 10) {
                slow.add(name + " waited: for a lock, a future, a timer or another thread");
            }
        }
    }

    private static long waited() {
        ThreadInfo info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return info.getWaitedCount();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Judged> judged() {
        return List.copyOf(judged);
    }

    List<BackendRequest> questions() {
        return asked().stream().flatMap(it -> it.question().stream()).toList();
    }

    /** Calls that took too long, waited or never ended. */
    List<String> slow() {
        return List.copyOf(slow);
    }

    /** What was said otherwise the second time. */
    List<String> changed() {
        return List.copyOf(changed);
    }
}
