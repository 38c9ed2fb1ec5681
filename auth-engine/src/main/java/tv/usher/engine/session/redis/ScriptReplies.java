package tv.usher.engine.session.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Location;
import tv.usher.api.Reason;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.InTheWay;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.SessionStore.Known;
import tv.usher.engine.session.SessionStore.SharedAdmission;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/** Reads the answers of the scripts. An answer that makes no sense counts as empty. Thread-safe. */
final class ScriptReplies {

    private static final Logger log = LoggerFactory.getLogger(ScriptReplies.class);

    private static final char CODE_FOLLOWS = '\t';
    private static final char USER_FOLLOWS = '\t';
    private static final long FULL = 0;
    private static final long ADMITTED = 1;
    private static final long OVER = 2;

    private final SessionFields fields;
    private final AtomicBoolean told = new AtomicBoolean();

    ScriptReplies(SessionFields fields) {
        this.fields = fields;
    }

    /**
     * @param asked the keys that were asked about
     * @param found {@link Script#FIND}'s answer
     */
    Known known(List<Key> asked, List<Object> found) {
        if (found.size() < 2) {
            return Known.NOTHING;
        }
        if (found.get(0).equals("denial")) {
            return new Known(List.of(), Optional.of(refusal(String.valueOf(found.get(1)))));
        }
        Predicate<StoredSession> isMeant = stored ->
                asked.contains(stored.key()) || stored.followKey() != null && asked.contains(stored.followKey());
        List<StoredSession> sessions = found.stream()
                .skip(1)
                .flatMap(one -> session(isMeant, (List<?>) one).stream())
                .toList();
        return new Known(sessions, Optional.empty());
    }

    /**
     * @param found {@link Script#SESSIONS_OF}'s answer
     */
    List<StoredSession> sessionsOf(UserId user, List<Object> found) {
        return found.stream()
                .flatMap(one -> session(stored -> stored.isOf(user), (List<?>) one).stream())
                .toList();
    }

    private Optional<StoredSession> session(Predicate<StoredSession> isMeant, List<?> found) {
        List<String> texts = found.stream().map(String::valueOf).toList();
        Optional<StoredSession> session = Key.parse(texts.get(0))
                .flatMap(key -> fields.read(key, texts.subList(1, texts.size())))
                .filter(isMeant);
        if (session.isEmpty() && told.compareAndSet(false, true)) {
            log.warn(
                    "what Redis has as a session isn't one, and is passed over, as are others from now on: {}",
                    texts.get(0));
        }
        return session;
    }

    /** Sessions among what a script of a cluster's answers: the whole of each that it has ended. */
    List<StoredSession> sessions(List<?> answer) {
        return answer.stream()
                .filter(one -> one instanceof List<?> fields && fields.size() > 1)
                .flatMap(one -> session(stored -> true, (List<?>) one).stream())
                .toList();
    }

    /**
     * Empty if Redis ran the script too late.
     *
     * @param limits that the script was asked about
     */
    Optional<SharedAdmission> admission(List<CountedLimit> limits, List<Object> answer) {
        long admitted = (Long) answer.get(0);
        if (admitted < 0) {
            return Optional.empty();
        }
        if (admitted == FULL) {
            return Optional.of(new SharedAdmission(false, List.of(), false, Optional.of(inTheWay(limits, answer))));
        }
        List<Key> ended = answer.stream()
                .skip(1)
                .flatMap(one -> one instanceof List<?> session
                        ? Key.parse(String.valueOf(session.get(0))).stream()
                        : Stream.empty())
                .toList();
        return Optional.of(new SharedAdmission(admitted == ADMITTED, ended, admitted == OVER, Optional.empty()));
    }

    private static InTheWay inTheWay(List<CountedLimit> limits, List<Object> answer) {
        CountedLimit limit = limits.get((int) ((Long) answer.get(1) - 1));
        List<String> holders = new ArrayList<>();
        for (int i = 3; i + 1 < answer.size(); i += 2) {
            holders.add(InTheWay.holder(String.valueOf(answer.get(i)), String.valueOf(answer.get(i + 1))));
        }
        return new InTheWay(limit, holders, (int) ((Long) answer.get(2) - holders.size()));
    }

    /**
     * The location stands last, and only if there is one; a plugin's reason may have line ends, after which nothing must look like one.
     * The code is part of the line that former versions only show.
     */
    String text(Refusal refusal) {
        Reason reason = refusal.reason();
        String user = refusal.user().isEmpty() ? "" : USER_FOLLOWS + refusal.user();
        String denial =
                refusal.backend() + user + '\n' + reason.text().replace('\n', ' ') + CODE_FOLLOWS + reason.code();
        return refusal.redirect().map(it -> denial + '\n' + it.address()).orElse(denial);
    }

    private static Refusal refusal(String text) {
        String[] parts = text.split("\n", 3);
        if (parts.length == 1) {
            return new Refusal(reason(text), "");
        }
        String[] whom = parts[0].split("\t", 2);
        return new Refusal(
                reason(parts[1]),
                whom[0],
                whom.length == 2 ? whom[1] : "",
                parts.length == 2 ? Optional.empty() : Location.find(parts[2]));
    }

    /** A former version's has no code. */
    private static Reason reason(String text) {
        int end = text.lastIndexOf(CODE_FOLLOWS);
        return end >= 0 && Reason.isCode(text.substring(end + 1))
                ? new Reason(text.substring(end + 1), text.substring(0, end))
                : ReasonCode.DENIED.with(text);
    }
}
