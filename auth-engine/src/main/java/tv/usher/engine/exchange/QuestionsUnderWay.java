package tv.usher.engine.exchange;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The questions that were asked and haven't ended, at most as many as have or await a connection. */
final class QuestionsUnderWay {

    private final int most;
    private final AtomicInteger size = new AtomicInteger();
    private final Set<Question> questions = ConcurrentHashMap.newKeySet();

    QuestionsUnderWay(int most) {
        this.most = most;
    }

    /** False if there is no place. */
    boolean add(Question question) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            return false;
        }
        questions.add(question);
        return true;
    }

    boolean isEmpty() {
        return size.get() == 0;
    }

    void remove(Question question) {
        if (questions.remove(question)) {
            size.decrementAndGet();
        }
    }

    /** Those that wait for a connection first, lest one of them is given what another gives back. */
    void fail(ExchangeFailure failure) {
        questions.forEach(question -> {
            if (!question.hasConnection()) {
                question.fail(failure);
            }
        });
        questions.forEach(question -> question.fail(failure));
    }
}
