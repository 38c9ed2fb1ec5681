package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import tv.usher.api.testing.LoopbackPorts;

/**
 * Free ports in place of those of the shipped configuration and of the README's example.
 *
 * @param middleware for 6000
 * @param callers    for 1064
 * @param management for 1065
 */
record DocsPorts(int middleware, int callers, int management) {

    private static final Pattern NAMED = Pattern.compile("127\\.0\\.0\\.1:(6000|1064|1065)\\b");

    static DocsPorts free() throws IOException {
        return new DocsPorts(LoopbackPorts.free(), LoopbackPorts.free(), LoopbackPorts.free());
    }

    /** Commands or a configuration, with these ports where they name those; all at once, since a free port may begin like one of them. */
    String in(String text) {
        Map<String, Integer> instead = Map.of("6000", middleware, "1064", callers, "1065", management);
        return NAMED.matcher(text).replaceAll(named -> "127.0.0.1:" + instead.get(named.group(1)));
    }

    /** Usher as it was unpacked, but that its shipped configuration sets these ports, which it leaves to the defaults. */
    UnpackedUsher installIn(Path folder) throws IOException {
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder);
        Path shipped = usher.home().resolve("conf").resolve("usher.yaml");
        Files.writeString(shipped, in(set(Files.readString(shipped))));
        return usher;
    }

    private static String set(String configuration) {
        String set = configuration.replaceAll("(?m)^( *)#(listen: 127\\.0\\.0\\.1:106[45])$", "$1$2");
        if (set.length() != configuration.length() - 2) {
            throw new IllegalStateException("conf/usher.yaml has other listeners: correct the test");
        }
        return set;
    }
}
