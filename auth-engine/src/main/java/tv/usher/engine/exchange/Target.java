package tv.usher.engine.exchange;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;

/** An endpoint in the words of HttpClient. */
record Target(Endpoint endpoint, HttpRoute route, BasicHeader hostHeader) {

    private static final BasicHeader KEEP_ALIVE = new BasicHeader(HttpHeaders.CONNECTION, "keep-alive");

    static Target of(Endpoint endpoint) {
        String bracketed = endpoint.host();
        String host = bracketed.startsWith("[") ? bracketed.substring(1, bracketed.length() - 1) : bracketed;
        HttpHost target = new HttpHost(endpoint.isTls() ? "https" : "http", host, endpoint.port());
        boolean usualPort = endpoint.port() == (endpoint.isTls() ? 443 : 80);
        return new Target(
                endpoint,
                new HttpRoute(target, null, endpoint.isTls()),
                new BasicHeader(HttpHeaders.HOST, usualPort ? bracketed : bracketed + ':' + endpoint.port()));
    }

    /** As it goes out: this constructor of {@link BasicHttpRequest} is the one that takes the target as it is. */
    HttpRequest request(BackendRequest question, BasicHeader userAgent) {
        BasicHttpRequest request = new BasicHttpRequest("GET", null, null, question.target());
        request.addHeader(hostHeader);
        request.addHeader(userAgent);
        request.addHeader(KEEP_ALIVE);
        for (Header header : question.headers()) {
            request.addHeader(new BasicHeader(header.name(), header.value()));
        }
        return request;
    }

    String host() {
        return route.getTargetHost().getHostName();
    }
}
