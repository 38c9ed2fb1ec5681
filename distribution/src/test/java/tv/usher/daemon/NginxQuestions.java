package tv.usher.daemon;

import java.io.IOException;

/** Asks as nginx does, many questions on one connection: some are sent before the first is answered. */
final class NginxQuestions implements AutoCloseable {

    private static final int AHEAD = 20;

    private final CallerConnection connection;

    private NginxQuestions(CallerConnection connection) {
        this.connection = connection;
    }

    static NginxQuestions to(UsherProcess usher) throws IOException {
        return new NginxQuestions(CallerConnection.to(usher.callers()));
    }

    /**
     * One question.
     *
     * @param uri of the viewer, with the query
     */
    record Question(String uri, String client, String agent) {}

    /** What to ask as n-th. */
    interface Questions {
        Question of(int number);
    }

    /**
     * @param from the first number
     * @param to   the number behind the last
     * @return how many were allowed
     */
    int ask(int from, int to, Questions questions) throws IOException {
        int allowed = 0;
        for (int begin = from; begin < to; begin += AHEAD) {
            int end = Math.min(to, begin + AHEAD);
            for (int number = begin; number < end; number++) {
                send(questions.of(number));
            }
            for (int number = begin; number < end; number++) {
                allowed += connection.read().status() == 200 ? 1 : 0;
            }
        }
        return allowed;
    }

    boolean isAllowed(Question question) throws IOException {
        return ask(0, 1, number -> question) == 1;
    }

    private void send(Question question) throws IOException {
        connection.send(
                "/nginx",
                "X-Original-URI: " + question.uri(),
                "X-Real-IP: " + question.client(),
                "User-Agent: " + question.agent());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
