package tv.usher.engine.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads files with lists of entries. Thread-safe. */
public interface EntryReader {

    /**
     * @param key  the file's only key, which has the list
     * @param type of an entry
     * @throws IOException if anything in the file is wrong; the message is for operators and has every problem, one a line, with file and
     *     line
     */
    <E extends Record> List<E> read(Path file, String key, Class<E> type) throws IOException;
}
