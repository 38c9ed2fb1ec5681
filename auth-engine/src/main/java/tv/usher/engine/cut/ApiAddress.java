package tv.usher.engine.cut;

import java.net.URI;
import java.net.URISyntaxException;
import tv.usher.api.Endpoint;

/**
 * Where the API of a media server is: {@code http://127.0.0.1:9997}, or {@code http://{caller}:9997} for each server's own at the address that
 * it asks from.
 */
public record ApiAddress(String text) {

    private static final String CALLER = "{caller}";

    /**
     * @throws IllegalArgumentException if it is no address, or has more than scheme, host, port and path; the message continues a sentence
     */
    public static ApiAddress parse(String text) {
        ApiAddress address = new ApiAddress(text.replaceAll("/+$", ""));
        try {
            URI example = new URI(address.at("127.0.0.1"));
            Endpoint.of(example);
            if (example.getRawQuery() != null) {
                throw new IllegalArgumentException("must not have a query ('?')");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "is no address, as http://127.0.0.1:9997 or http://{caller}:9997 are", e);
        }
        return address;
    }

    /**
     * @param caller the address that the media server asks from
     */
    String at(String caller) {
        return text.replace(CALLER, caller.indexOf(':') < 0 ? caller : '[' + caller + ']');
    }

    @Override
    public String toString() {
        return text;
    }
}
