package tv.usher.daemon.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.stream.Collectors;

/**
 * The stack trace with every line indented: an exception's text may carry line ends of a viewer's, and only a line of the log
 * begins at the margin. Logback makes it, so it is public.
 */
public final class IndentedStackTrace extends ThrowableProxyConverter {

    private final JournalPriority priority;

    public IndentedStackTrace() {
        this(new JournalPriority());
    }

    IndentedStackTrace(JournalPriority priority) {
        this.priority = priority;
    }

    @Override
    public String convert(ILoggingEvent event) {
        if (event.getThrowableProxy() == null) {
            return "";
        }
        return super.convert(event)
                .lines()
                .map(line -> priority.convert(event) + "    " + ControlCharacters.escape(line.replace("\t", "    "))
                        + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
