package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/** One decision for the log. */
record Entry(AccessRequest request, Decision decision, long millis) {

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
