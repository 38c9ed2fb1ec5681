package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A call as a caller would send it, without a network. */
public final class TestingCall implements Call {

    /** A header as it comes, also with a tab in it. */
    private record Sent(String name, String value) {}

    private final String method;
    private final String target;
    private final List<Sent> headers;
    private final String body;

    private TestingCall(String method, String target, List<Sent> headers, String body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    public static TestingCall to(String target) {
        return new TestingCall("GET", target, List.of(), "");
    }

    /**
     * @param body sent as UTF-8
     */
    public static TestingCall post(String target, String body) {
        return new TestingCall("POST", target, List.of(), body);
    }

    /** This call with one more header, also if it has one of that name. */
    public TestingCall with(String name, String value) {
        List<Sent> more = new ArrayList<>(headers);
        more.add(new Sent(name, value));
        return new TestingCall(method, target, List.copyOf(more), body);
    }

    /** This call with every header's name in another case. */
    public TestingCall inCapitals() {
        return new TestingCall(
                method,
                target,
                headers.stream()
                        .map(header -> new Sent(header.name().toUpperCase(Locale.ROOT), header.value()))
                        .toList(),
                body);
    }

    @Override
    public String caller() {
        return "127.0.0.1";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Sent::value)
                .toList();
    }

    @Override
    public byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
