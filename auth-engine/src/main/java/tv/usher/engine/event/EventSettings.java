package tv.usher.engine.event;

import java.util.Optional;
import tv.usher.api.Default;

/**
 * What is kept of what happened.
 *
 * @param file          JSON lines; a relative one is in the data folder; empty: none is written
 * @param maxSize       bytes of the file, after which another one is begun
 * @param keep          former files that are kept
 * @param hashAddresses viewers' addresses are replaced by keyed hashes
 * @param maxWaiting    events that wait to be written; what comes then is dropped and counted
 */
public record EventSettings(
        Optional<String> file,
        @Default("104857600") int maxSize,
        @Default("10") int keep,
        @Default("false") boolean hashAddresses,
        @Default("16384") int maxWaiting) {

    public EventSettings {
        if (file.isPresent() && (file.get().isBlank() || file.get().indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("file must be the path of a file");
        }
        if (maxSize < 65_536) {
            throw new IllegalArgumentException("max-size must be at least 65536 bytes");
        }
        if (keep < 1 || keep > 1_000) {
            throw new IllegalArgumentException("keep must be a number from 1 to 1000");
        }
        if (maxWaiting < 100 || maxWaiting > 10_000_000) {
            throw new IllegalArgumentException("max-waiting must be a number from 100 to 10000000");
        }
    }
}
