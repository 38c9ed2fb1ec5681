package tv.usher.daemon.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/**
 * The priority by which {@code journalctl -p warning} finds a line: systemd takes it from the line's beginning, and stores the line without
 * it. Nothing where no journal reads. Logback makes it, so it is public.
 */
public final class JournalPriority extends ClassicConverter {

    /** systemd sets it for a service whose output goes to the journal. */
    private static final String JOURNAL = "JOURNAL_STREAM";

    private final boolean journal;

    public JournalPriority() {
        this(System.getenv());
    }

    JournalPriority(Map<String, String> environment) {
        this.journal = environment.containsKey(JOURNAL);
    }

    @Override
    public String convert(ILoggingEvent event) {
        return journal ? prefix(event.getLevel()) : "";
    }

    /** As syslog numbers them: error, warning, informational, debug. */
    private static String prefix(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> "<3>";
            case Level.WARN_INT -> "<4>";
            case Level.INFO_INT -> "<6>";
            default -> "<7>";
        };
    }
}
