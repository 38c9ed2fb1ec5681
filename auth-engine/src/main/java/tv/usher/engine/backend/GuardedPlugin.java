package tv.usher.engine.backend;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;
import tv.usher.api.RequestBody;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * Somebody else's code. Whatever it does wrong ends one question as undecided, is counted and, the first time at each place, logged; it is
 * no sign that the middleware is out. Thread-safe.
 */
final class GuardedPlugin {

    private static final Logger log = LoggerFactory.getLogger(GuardedPlugin.class);

    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int LARGEST_QUESTION = 16 * 1024;
    private static final int ALLOWS = 200;
    private static final int MOST_PLACES = 10;
    private static final int MOST_FRAMES = 12;

    private final String backend;
    private final List<Backend> atAddresses;
    private final List<Endpoint> servers;
    private final Runnable counter;
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param atAddresses the backend once for each of its addresses, at least one
     * @param servers     where each of them may ask; empty if the configuration doesn't say
     * @param counter     is told of each fault
     * @param clock       by which a call is too slow
     */
    GuardedPlugin(String backend, List<Backend> atAddresses, List<Endpoint> servers, Runnable counter, Clock clock) {
        this.backend = backend;
        this.atAddresses = List.copyOf(atAddresses);
        this.servers = List.copyOf(servers);
        this.counter = counter;
        this.clock = clock;
    }

    boolean canAskAgain() {
        return canAskAgain(atAddresses);
    }

    static boolean canAskAgain(List<Backend> atAddresses) {
        try {
            for (Backend backend : atAddresses) {
                if (!backend.canAskAgain()) {
                    return false;
                }
            }
            return true;
        } catch (Throwable e) { // also a LinkageError or an overflowing stack: a plugin must not take the daemon down
            return false;
        }
    }

    /** Whether its questions say who the viewer is; one about a stranger tells. */
    boolean identifiesStrangers() {
        try {
            return !identityIn(RandomViewer.of(atAddresses.get(0))).isEmpty();
        } catch (Throwable e) { // as above
            return false;
        }
    }

    /** The texts by which the plugin knows the viewer, none if it says nothing of that. */
    List<String> identity(AccessRequest request) throws Undecided {
        return guarded(() -> identityIn(request));
    }

    private List<String> identityIn(AccessRequest request) {
        return atAddresses
                .get(0)
                .toRequest(request)
                .map(BackendRequest::identity)
                .orElse(List.of());
    }

    /** One for each address; none if the plugin can't judge this viewer. */
    List<BackendRequest> questions(AccessRequest request) throws Undecided {
        List<BackendRequest> questions = guarded(() -> {
            Optional<BackendRequest> first = atAddresses.get(0).toRequest(request);
            if (first.isEmpty()) {
                return List.of();
            }
            // The backends differ only in their address. So if one of them makes a request, all do.
            return atAddresses.size() == 1
                    ? List.of(checked(first.get(), 0))
                    : IntStream.range(0, atAddresses.size())
                            .mapToObj(i -> checked(
                                    atAddresses.get(i).toRequest(request).orElseThrow(), i))
                            .toList();
        });
        if (!questions.isEmpty()) { // those of other addresses differ in the address only
            requireFitting(request, questions.get(0));
        }
        return questions;
    }

    /** A viewer who tells much can make it long, which is no fault of the plugin. */
    private void requireFitting(AccessRequest request, BackendRequest question) throws Undecided {
        int size = question.target().length();
        List<Header> headers = question.headers();
        for (int i = 0; i < headers.size(); i++) { // an iterator would cost every question more
            Header header = headers.get(i);
            size += header.name().length() + header.value().length() + 4;
        }
        if (size > LARGEST_QUESTION) {
            if (told(request) < LARGEST_QUESTION / 8) { // escaped it is thrice that
                throw fault(new Misuse("plugin made a question of more than " + LARGEST_QUESTION + " bytes"));
            }
            throw new Undecided(ReasonCode.QUESTION_TOO_LONG.with(
                    "the question would have more than " + LARGEST_QUESTION + " bytes"));
        }
    }

    /** Characters that the viewer and the caller say. */
    private static int told(AccessRequest request) {
        return request.path().length()
                + request.query().raw().length()
                + request.userAgent().length()
                + request.referer().length()
                + request.session().length()
                + request.channel().length()
                + request.origin().length();
    }

    /** A viewer that the middleware can't know. */
    AccessRequest stranger() throws Undecided {
        return guarded(() -> RandomViewer.of(atAddresses.get(0)));
    }

    private BackendRequest checked(BackendRequest question, int address) {
        Endpoint asked = question.endpoint();
        if (!servers.isEmpty() && !asked.isAtServerOf(servers.get(address))) {
            throw new Misuse(
                    "another server",
                    "plugin asks " + asked.host() + ':' + asked.port() + ", which isn't the configured server");
        }
        if (question.body().map(RequestBody::length).orElse(0) > RequestBody.MAX_BYTES) {
            throw new Misuse("plugin made a body of more than " + RequestBody.MAX_BYTES + " bytes");
        }
        return question;
    }

    Verdict interpret(AccessRequest request, BackendResponse response) throws Undecided {
        Verdict said = guarded(() -> {
            Verdict verdict = atAddresses.get(0).interpret(request, response);
            if (verdict instanceof Verdict.Allow && response.status() != ALLOWS) {
                throw new Misuse(
                        "another status", "plugin allows with status " + response.status() + ", and only 200 may");
            }
            return verdict;
        });
        return ShownVerdict.of(said, request);
    }

    private <T> T guarded(Supplier<T> call) throws Undecided {
        long began = clock.now();
        T result;
        try {
            result = call.get();
        } catch (Throwable e) { // as above
            throw fault(e);
        }
        if (result == null) {
            throw fault(new Misuse("plugin returned null"));
        }
        if (clock.now() - began > LONGEST_NANOS) {
            throw fault(new Misuse("plugin took longer than a second"));
        }
        return result;
    }

    private Undecided fault(Throwable e) {
        counter.run();
        String what = e instanceof Misuse
                ? String.valueOf(e.getMessage())
                : "plugin failed: " + e.getClass().getName() + place(e);
        if (told.size() < MOST_PLACES && told.add(e instanceof Misuse misuse ? misuse.kind : what)) {
            log.error("backend {}: {}; nobody is let in by that{}", backend, what, trace(e));
        }
        return new Undecided(ReasonCode.PLUGIN_FAILED.with(what));
    }

    /** Without the exception's text, which may quote what the viewer sent. */
    private static String place(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }

    private static String trace(Throwable e) {
        return e instanceof Misuse
                ? ""
                : Arrays.stream(e.getStackTrace())
                        .limit(MOST_FRAMES)
                        .map(frame -> System.lineSeparator() + "\tat " + frame)
                        .collect(Collectors.joining());
    }

    /** Something that a plugin must not do; the message names nothing of the viewer's. */
    private static final class Misuse extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String kind;

        Misuse(String what) {
            this(what, what);
        }

        /**
         * @param kind the same whatever is asked and answered: it is told once
         */
        Misuse(String kind, String what) {
            super(what, null, false, false);
            this.kind = kind;
        }
    }
}
