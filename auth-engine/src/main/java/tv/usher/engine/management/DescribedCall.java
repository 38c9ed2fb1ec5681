package tv.usher.engine.management;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tv.usher.api.Header;
import tv.usher.engine.dialect.Call;
import tv.usher.engine.dialect.UnreadableCall;

/**
 * A call that an operator describes instead of a caller that makes it.
 *
 * @param text the body
 */
record DescribedCall(String caller, String method, String target, List<Header> all, String text) implements Call {

    @Override
    public String header(String name) {
        List<String> values = headers(name).stream().distinct().toList();
        if (values.size() > 1) {
            throw new UnreadableCall(name + " came more than once");
        }
        return values.isEmpty() ? "" : values.get(0);
    }

    @Override
    public String lastHeader(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    @Override
    public List<String> headers(String name) {
        return all.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public byte[] body() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Never shows what a viewer's token may stand in. */
    @Override
    public String toString() {
        return "DescribedCall[" + method + "]";
    }
}
