package tv.usher.engine.decision;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.journal.ShadowMismatch;

/** Backends that one rule asks beside those who decide. What they say is compared, and changes or delays nothing. Thread-safe. */
final class Shadows {

    private static final Logger log = LoggerFactory.getLogger(Shadows.class);

    private final String rule;
    private final List<Authority> authorities;
    private final ShadowRecorder recorder;
    private final Semaphore room;

    /**
     * @param most questions at once
     */
    Shadows(String rule, List<Authority> authorities, int most, ShadowRecorder recorder) {
        this.rule = rule;
        this.authorities = authorities;
        this.room = new Semaphore(most);
        this.recorder = recorder;
        for (Authority authority : authorities) {
            if (!authority.canAskAgain()) {
                log.warn(
                        "rule {}: tokens of the shadow {} are good for one time or for seconds; if those who decide take"
                                + " the same tokens, the shadow may use them up",
                        rule,
                        authority.name());
            }
        }
    }

    List<String> names() {
        return authorities.stream().map(Authority::name).toList();
    }

    /**
     * @param deciding what those who decide say; if it is given up, the shadows are
     */
    void ask(AccessRequest request, CompletableFuture<CombinedVerdict> deciding) {
        for (Authority authority : authorities) {
            if (room.tryAcquire()) {
                ask(authority, request, deciding);
            } else {
                recorder.skipped(rule, authority.name());
            }
        }
    }

    private void ask(Authority authority, AccessRequest request, CompletableFuture<CombinedVerdict> deciding) {
        CompletableFuture<Verdict> verdict = judge(authority, request);
        verdict.whenComplete((said, failure) -> {
            room.release();
            if (!(failure instanceof CancellationException)) {
                recorder.answered(rule, authority.name(), BackendVerdict.of(authority, said, failure));
            }
        });
        deciding.whenComplete((heard, failure) -> {
            if (heard == null) {
                verdict.cancel(true);
            } else {
                verdict.thenAccept(said -> compare(authority, request, heard, said));
            }
        });
    }

    private static CompletableFuture<Verdict> judge(Authority authority, AccessRequest request) {
        try {
            return authority.judge(request);
        } catch (Throwable e) { // a bug of an authority that doesn't count must not reach the viewer
            return CompletableFuture.failedFuture(e);
        }
    }

    /** An outage on either side says nothing about the viewer. */
    private void compare(Authority authority, AccessRequest request, CombinedVerdict heard, Verdict said) {
        boolean comparable =
                !(heard.verdict() instanceof Verdict.Unavailable) && !(said instanceof Verdict.Unavailable);
        if (comparable && (heard.answer() == Answer.ALLOW) != said instanceof Verdict.Allow) {
            recorder.differed(new ShadowMismatch(
                    DecisionRecord.shown(request),
                    heard.answer().word(),
                    rule,
                    heard.authority().name(),
                    authority.name(),
                    VerdictText.word(said),
                    VerdictText.code(said),
                    VerdictText.why(said)));
        }
    }
}
