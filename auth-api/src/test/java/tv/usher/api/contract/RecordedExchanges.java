package tv.usher.api.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The files {@code exchanges/*.http} beside a test class. */
final class RecordedExchanges {

    private RecordedExchanges() {}

    /**
     * @return at least one, in the order of their names
     * @throws AssertionError if there is no folder or no file in it
     */
    static List<RecordedExchange> beside(Class<?> test) {
        URL folder = test.getResource("exchanges");
        if (folder == null) {
            throw new AssertionError("no recorded exchanges: there is no folder src/test/resources/"
                    + test.getPackageName().replace('.', '/') + "/exchanges");
        }
        try {
            return in(Path.of(folder.toURI()));
        } catch (URISyntaxException e) {
            throw new AssertionError("not a folder: " + folder, e);
        }
    }

    static List<RecordedExchange> in(Path folder) {
        List<RecordedExchange> exchanges = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.http")) {
            for (Path file : files) {
                // One character per byte, as the API has it.
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                exchanges.add(RecordedExchange.parse(file.getFileName().toString(), text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (exchanges.isEmpty()) {
            throw new AssertionError("no recorded exchanges: there is no *.http in " + folder);
        }
        exchanges.sort(Comparator.comparing(RecordedExchange::name));
        return exchanges;
    }
}
