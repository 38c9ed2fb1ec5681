package tv.usher.daemon.demo;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A query as PHP reads it: of two parameters with one name the last counts.
 *
 * @param raw null if there is none
 */
record Query(String raw) {

    Optional<String> get(String name) {
        Optional<String> value = Optional.empty();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            if (pair.startsWith(name + "=")) {
                value = Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return value;
    }
}
