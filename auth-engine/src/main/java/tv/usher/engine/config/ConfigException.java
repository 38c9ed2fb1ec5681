package tv.usher.engine.config;

import java.util.List;

/** The configuration is wrong. The message has every problem, one a line, in the order of the file, and no secret. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
    }

    /** Every problem, as {@code usher.yaml:12:5: backends.ministra.timeot: unknown key, did you mean 'timeout'?} */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
