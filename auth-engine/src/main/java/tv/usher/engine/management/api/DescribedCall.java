package tv.usher.engine.management.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tv.usher.api.Header;
import tv.usher.engine.dialect.Call;

/**
 * A call that an operator describes, and no caller made.
 *
 * @param text the body
 */
record DescribedCall(String caller, String method, String target, List<Header> all, String text) implements Call {

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

    /** Never shows a part that may contain a viewer's token. */
    @Override
    public String toString() {
        return "DescribedCall[" + method + "]";
    }
}
