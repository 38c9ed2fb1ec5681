package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/** One decision for the log. */
record Entry(AccessRequest request, Decision decision, long millis) {

    /** What a line shows and nothing else: thousands of these are kept, and none should keep a token or a long header. */
    static Entry of(AccessRequest request, Decision decision, long millis) {
        AccessRequest shown = AccessRequest.builder()
                .session(start(request.session()))
                .channel(start(request.channel()))
                .clientAddress(request.clientAddress())
                .path(start(request.path()))
                .build();
        return new Entry(shown, decision, millis);
    }

    private static String start(String text) {
        int most = DecisionLine.MAX_VALUE + 1; // one more, so that the line tells that there was more
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** What makes two refusals equal: the session isn't part of it, since a retrying player makes a new one each time. */
    Object sameness() {
        record Sameness(String client, String channel, String path, String rule, String backend, String why) {}
        return new Sameness(
                request.clientAddress(),
                request.channel(),
                request.path(),
                decision.rule(),
                decision.backend(),
                DecisionLine.why(decision.verdict()));
    }
}
