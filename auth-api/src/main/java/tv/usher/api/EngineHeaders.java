package tv.usher.api;

import java.util.List;

/** Headers that the engine sets itself, or that would change where a question ends or how its connection goes on. */
final class EngineHeaders {

    private static final List<String> NAMES = List.of(
            "Host",
            "User-Agent",
            "Connection",
            "Keep-Alive",
            "Content-Length",
            "Transfer-Encoding",
            "TE",
            "Trailer",
            "Upgrade",
            "Expect");

    private EngineHeaders() {}

    // A loop, since every question comes through here; most names differ in their length already.
    static boolean has(String name) {
        for (String own : NAMES) {
            if (own.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
