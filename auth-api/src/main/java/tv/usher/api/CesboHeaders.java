package tv.usher.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The headers that Cesbo's products send to a backend, the union of Astra's and Alta's sets.
 *
 * @see <a href="https://help.cesbo.com/">Astra, HTTP Auth: Backend; Alta, HTTP Backend Authorization</a>
 */
final class CesboHeaders {

    private CesboHeaders() {}

    /** Built from scratch; what is unknown is left out. */
    static List<Header> about(AccessRequest request) {
        List<Header> headers = new ArrayList<>(7);
        add(headers, "X-Session-Id", request.session());
        add(headers, "X-Channel-Id", request.channel());
        add(headers, "X-Real-Ip", request.clientAddress());
        add(headers, "X-Real-Path", request.path());
        add(headers, "X-Real-Origin", request.origin());
        add(headers, "X-Real-Host", request.host());
        add(headers, "X-Real-Ua", request.userAgent());
        return Collections.unmodifiableList(headers); // a copy would cost every question more
    }

    private static void add(List<Header> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.add(new Header(name, value));
        }
    }
}
