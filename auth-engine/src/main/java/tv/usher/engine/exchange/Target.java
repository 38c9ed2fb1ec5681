package tv.usher.engine.exchange;

import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;

/**
 * An endpoint in the words of HttpClient.
 *
 * @param headers those of every request
 */
record Target(Endpoint endpoint, HttpRoute route, List<Header> headers) {

    static Target of(Endpoint endpoint) {
        String bracketed = endpoint.host();
        String host = bracketed.startsWith("[") ? bracketed.substring(1, bracketed.length() - 1) : bracketed;
        HttpHost target = new HttpHost(endpoint.isTls() ? "https" : "http", host, endpoint.port());
        boolean usualPort = endpoint.port() == (endpoint.isTls() ? 443 : 80);
        return new Target(
                endpoint,
                new HttpRoute(target, null, endpoint.isTls()),
                List.of(
                        new BasicHeader(HttpHeaders.HOST, usualPort ? bracketed : bracketed + ':' + endpoint.port()),
                        new BasicHeader(HttpHeaders.USER_AGENT, "Usher"),
                        new BasicHeader(HttpHeaders.CONNECTION, "keep-alive")));
    }

    /** True if requests to this endpoint go to the same place; a plugin may choose a path for each. */
    boolean isServerOf(Endpoint other) {
        return endpoint.isAtServerOf(other);
    }

    /**
     * HttpClient neither parses nor rewrites the target. Targets and headers are checked when they are made, so nothing can end a line.
     *
     * @param method null for the request's own
     */
    HttpRequest request(@Nullable String method, BackendRequest asked) {
        BasicHttpRequest request =
                new BasicHttpRequest(method == null ? asked.method() : method, route.getTargetHost(), asked.target());
        headers.forEach(request::addHeader);
        asked.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        return request;
    }

    /** What a POST carries; null for a GET. HttpCore adds the headers that describe it. */
    static @Nullable AsyncEntityProducer bodyOf(BackendRequest asked) {
        return asked.body()
                .map(body -> new BasicAsyncEntityProducer(body.bytes(), ContentType.parse(body.contentType())))
                .orElse(null);
    }

    String host() {
        return route.getTargetHost().getHostName();
    }
}
