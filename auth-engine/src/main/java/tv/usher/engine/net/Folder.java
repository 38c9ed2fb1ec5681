package tv.usher.engine.net;

/** The folder that a path belongs to, which is a channel's in most layouts. */
public final class Folder {

    private Folder() {}

    /**
     * A path without an extension is a channel itself, as Astra's {@code /play/a001}; it isn't a file in a folder of many channels.
     *
     * @param path begins with a slash
     * @return ends with a slash
     */
    public static String of(String path) {
        int slash = path.lastIndexOf('/');
        boolean isFile = slash == path.length() - 1 || path.indexOf('.', slash + 1) >= 0;
        return isFile ? path.substring(0, slash + 1) : path + '/';
    }
}
