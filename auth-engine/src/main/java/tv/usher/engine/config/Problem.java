package tv.usher.engine.config;

import java.nio.file.Path;

/** One thing to change in the file. */
record Problem(Place place, String message) {

    /** {@code usher.yaml:12:5: backends.ministra.timeot: unknown key, did you mean 'timeout'?} */
    String line(Path file) {
        String position = OneLine.of(file.toString(), 300) + ':' + place.line() + ':' + place.column() + ": ";
        return position + (place.path().isEmpty() ? "" : place.path() + ": ") + message;
    }
}
