package tv.usher.engine.util;

/** A file that the configuration names can't be used. The message says which key names it, and is for the operator. */
public final class UnusableFile extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String why;

    /**
     * @param key below what the settings belong to: {@code tls.ca}
     * @param why a sentence with the file
     */
    public UnusableFile(String key, String why) {
        super(key + ": " + why);
        this.key = key;
        this.why = why;
    }

    /** Below what the settings belong to: {@code tls.ca}. */
    public String key() {
        return key;
    }

    /** The message without the key. */
    public String why() {
        return why;
    }
}
