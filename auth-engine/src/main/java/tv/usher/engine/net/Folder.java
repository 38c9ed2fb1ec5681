package tv.usher.engine.net;

/** The folder that a path belongs to, which is a channel's in most layouts. */
public final class Folder {

    private static final String MANIFEST = "Manifest";

    private Folder() {}

    /**
     * A path without an extension is a channel itself, as Astra's {@code /play/a001}; it isn't a file in a folder of many channels. Only
     * Smooth Streaming's {@code film.ism/Manifest} is a file without one.
     *
     * @param path begins with a slash
     * @return ends with a slash
     */
    public static String of(String path) {
        int slash = path.lastIndexOf('/');
        boolean isFile = slash == path.length() - 1
                || path.indexOf('.', slash + 1) >= 0
                || path.regionMatches(true, slash + 1, MANIFEST, 0, MANIFEST.length()) && isSmooth(path, slash);
        return isFile ? path.substring(0, slash + 1) : path + '/';
    }

    private static boolean isSmooth(String path, int end) {
        return path.regionMatches(true, end - 4, ".ism", 0, 4) || path.regionMatches(true, end - 5, ".isml", 0, 5);
    }
}
