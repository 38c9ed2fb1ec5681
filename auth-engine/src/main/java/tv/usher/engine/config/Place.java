package tv.usher.engine.config;

import java.util.Set;
import org.yaml.snakeyaml.error.Mark;

/**
 * A place in the file.
 *
 * @param path   dotted, with list places in brackets: {@code access[0].when}; empty for the file as a whole
 * @param line   counted from 1
 * @param column counted from 1
 */
record Place(String path, int line, int column) {

    /** The file as a whole. */
    static final Place START = new Place("", 1, 1);

    /** A place in the file that has no path, for instance of a syntax error. */
    static Place of(Mark mark) {
        return START.at(mark);
    }

    /** The same path, at this position if there is one. */
    Place at(Mark mark) {
        return mark == null ? this : new Place(path, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** This position, with another path. */
    Place as(String other) {
        return new Place(other, line, column);
    }

    /** A key below this one, at this position: for a key that isn't in the file. */
    Place child(String key) {
        String name = OneLine.of(key, 80);
        return new Place(path.isEmpty() ? name : path + '.' + name, line, column);
    }

    /** The same position, with the part of the path that has only these keys. */
    Place showingOnly(Set<String> keys) {
        String shown = "";
        for (String part : path.split("(?=[.\\[])")) {
            if (!part.matches("\\[[0-9]+]") && !keys.contains(part.replaceFirst("^\\.", ""))) {
                break;
            }
            shown += part;
        }
        return new Place(shown, line, column);
    }

    /** An entry of the list at this path, counted from 0. */
    Place item(int index) {
        return new Place(path + '[' + index + ']', line, column);
    }
}
