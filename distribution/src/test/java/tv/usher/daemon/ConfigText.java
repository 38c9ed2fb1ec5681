package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes configurations that listen on free ports. */
final class ConfigText {

    private ConfigText() {}

    /**
     * @param rest without {@code listen} and {@code management}
     */
    static Path write(Path folder, String rest) throws IOException {
        return write(folder, 0, rest);
    }

    /**
     * @param port where callers ask; 0 for a free one
     */
    static Path write(Path folder, int port, String rest) throws IOException {
        String listeners = "listen: 127.0.0.1:%d%nmanagement: {listen: 127.0.0.1:0}%n".formatted(port);
        return Files.writeString(folder.resolve("usher.yaml"), listeners + rest);
    }

    /** One custom HTTP backend that everybody is asked of, with so much time that a busy machine is no outage. */
    static String asking(String address) {
        return """
                on-unavailable: deny
                backends:
                  own: {type: http, address: "%s", connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(address);
    }
}
