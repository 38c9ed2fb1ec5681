package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration as it is shipped, with all its defaults. */
final class ShippedConfiguration {

    private ShippedConfiguration() {}

    /** A copy in that folder that listens on free ports and asks that middleware. */
    static Path write(Path folder, String middleware) throws IOException {
        Path shipped = UnpackedUsher.built().home().resolve("conf").resolve("usher.yaml");
        String text = Files.readString(shipped);
        text = replace(text, "#listen: 127.0.0.1:1064", "listen: 127.0.0.1:0");
        text = replace(text, "#listen: 127.0.0.1:1065", "listen: 127.0.0.1:0");
        text = replace(text, "address: http://127.0.0.1:6000", "address: " + middleware);
        return Files.writeString(folder.resolve("usher.yaml"), text);
    }

    private static String replace(String text, String shipped, String instead) {
        if (!text.contains(shipped)) {
            throw new AssertionError("the shipped configuration has no '" + shipped + "'");
        }
        return text.replace(shipped, instead);
    }
}
