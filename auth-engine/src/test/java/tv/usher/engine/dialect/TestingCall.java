package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tv.usher.api.Header;

/** A call as a caller would send it, without a network. */
public final class TestingCall implements Call {

    private final String target;
    private final List<Header> headers;

    private TestingCall(String target, List<Header> headers) {
        this.target = target;
        this.headers = headers;
    }

    public static TestingCall to(String target) {
        return new TestingCall(target, List.of());
    }

    /** This call with one more header, also if it has one of that name. */
    public TestingCall with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new TestingCall(target, List.copyOf(more));
    }

    /** This call with every header's name in another case. */
    public TestingCall inCapitals() {
        return new TestingCall(
                target,
                headers.stream()
                        .map(header -> new Header(header.name().toUpperCase(Locale.ROOT), header.value()))
                        .toList());
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public String header(String name) {
        List<String> values = values(name).stream().distinct().toList();
        if (values.size() > 1) {
            throw new UnreadableCall(name + " came more than once");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    @Override
    public String lastHeader(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    private List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }
}
