package tv.usher.api.contract;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Verdict;

/** Questions and verdicts as recorded exchanges write them. */
final class InWords {

    private InWords() {}

    static String question(Optional<BackendRequest> question) {
        return question.map(InWords::question).orElse("nobody");
    }

    private static String question(BackendRequest question) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(question.method() + ' ' + server(question.endpoint()) + question.target());
        for (Header header : question.headers()) {
            lines.add(header.name() + ": " + header.value());
        }
        question.body()
                .ifPresent(body -> lines.add("Content-Type: " + body.contentType())
                        .add("")
                        .add(new String(body.bytes(), StandardCharsets.ISO_8859_1)));
        return lines.toString();
    }

    /** Scheme, host, and a port that isn't the scheme's own. */
    static String server(Endpoint endpoint) {
        String scheme = endpoint.isTls() ? "https" : "http";
        boolean ownPort = endpoint.port() != (endpoint.isTls() ? 443 : 80);
        return scheme + "://" + endpoint.host() + (ownPort ? ":" + endpoint.port() : "");
    }

    static String verdict(Verdict verdict) {
        return verdict.fold(
                allow -> grant(allow.grant()),
                deny -> "deny: " + deny.reason().text(),
                abstain -> "abstain",
                unavailable -> "unavailable: " + unavailable.reason().text());
    }

    private static String grant(Grant grant) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("allow");
        if (!grant.user().isEmpty()) {
            lines.add("user: " + grant.user());
        }
        if (!grant.sessionName().isEmpty()) {
            lines.add("session-name: " + grant.sessionName());
        }
        lines.add("lifetime: " + grant.lifetime());
        grant.maxSessions().ifPresent(limit -> lines.add("max-sessions: " + limit));
        if (grant.unique()) {
            lines.add("unique");
        }
        return lines.toString();
    }

    /** For the message of a failed check; the raw query is what tells such requests apart. */
    static String viewer(AccessRequest request) {
        return shortened(request.query().raw()) + " in " + shortened(request.toString());
    }

    /** For the message of a failed check. */
    static String answer(BackendResponse answer) {
        return answer + " with " + shortened(answer.headers().toString()) + " and " + shortened(answer.body());
    }

    static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
