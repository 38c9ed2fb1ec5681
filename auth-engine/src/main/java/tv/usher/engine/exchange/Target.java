package tv.usher.engine.exchange;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;

/**
 * An endpoint in the words of HttpClient.
 *
 * @param sameInAll what stands between the request line's target and the question's own headers
 */
record Target(Endpoint endpoint, HttpRoute route, String sameInAll) {

    static Target of(Endpoint endpoint, String userAgent) {
        String bracketed = endpoint.host();
        String host = bracketed.startsWith("[") ? bracketed.substring(1, bracketed.length() - 1) : bracketed;
        HttpHost target = new HttpHost(endpoint.isTls() ? "https" : "http", host, endpoint.port());
        boolean usualPort = endpoint.port() == (endpoint.isTls() ? 443 : 80);
        String hostHeader = usualPort ? bracketed : bracketed + ':' + endpoint.port();
        return new Target(
                endpoint,
                new HttpRoute(target, null, endpoint.isTls()),
                " HTTP/1.1\r\nHost: " + hostHeader + "\r\nUser-Agent: " + userAgent + "\r\nConnection: keep-alive\r\n");
    }

    /** The whole question as it goes out. Targets and headers are checked when they are made, so nothing can end a line. */
    QuestionHead head(BackendRequest question) {
        StringBuilder head =
                new StringBuilder(512).append("GET ").append(question.target()).append(sameInAll);
        for (Header header : question.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return new QuestionHead(head.append("\r\n").toString());
    }

    String host() {
        return route.getTargetHost().getHostName();
    }
}
