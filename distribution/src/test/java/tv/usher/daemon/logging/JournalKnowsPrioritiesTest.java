package tv.usher.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalKnowsPrioritiesTest {

    private static final Map<String, String> SERVICE = Map.of("JOURNAL_STREAM", "8:1234");

    @ParameterizedTest
    @CsvSource({"ERROR, <3>", "WARN, <4>", "INFO, <6>", "DEBUG, <7>", "TRACE, <7>"})
    void ofEachLevel(String level, String prefix) {
        assertThat(new JournalPriority(SERVICE).convert(event(level))).isEqualTo(prefix);
    }

    @Test
    void whoLooksAtATerminalSeesNone() {
        assertThat(new JournalPriority(Map.of()).convert(event("ERROR"))).isEmpty();
    }

    @Test
    void eachLineOfAStackTraceHasItsOwn() {
        // Given
        LoggingEvent event = event("ERROR");
        event.setThrowableProxy(new ThrowableProxy(new IllegalStateException("a\nb")));
        IndentedStackTrace trace = new IndentedStackTrace(new JournalPriority(SERVICE));
        trace.start();

        // When
        String written = trace.convert(event);

        // Then
        assertThat(written.lines()).hasSizeGreaterThan(3).allMatch(line -> line.startsWith("<3>    "));
    }

    private static LoggingEvent event(String level) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(new LoggerContext());
        event.setLevel(Level.toLevel(level));
        return event;
    }
}
