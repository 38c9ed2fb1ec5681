package tv.usher.daemon.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** T36: the shipped {@code conf/logback.xml}, writing into memory instead of standard output. */
class ViewersCannotForgeLogLinesTest {

    private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)";

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Logger log;

    @BeforeEach
    void configure() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/dist/conf/logback.xml").toFile());
        AsyncAppender async =
                (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("async");
        ((OutputStreamAppender<ILoggingEvent>) async.getAppender("stdout")).setOutputStream(written);
        log = context.getLogger("tv.usher.engine.inbound.Handler");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void configuresWithoutAWarning() {
        assertThat(new StatusUtil(context).getHighestLevel(0)).isLessThan(Status.WARN);
    }

    @Test
    void aLineHasInstantLevelLoggerAndMessage() {
        // When
        log.info("listens on {}", "127.0.0.1:1064");

        // Then
        assertThat(written()).matches(STAMP + " INFO  Handler listens on 127\\.0\\.0\\.1:1064\n");
    }

    @Test
    void lineEndsAndTerminalCodesOfAMessageAreEscaped() {
        // Given
        String agent = "VLC\r\n2026-01-01T00:00:00.000Z INFO  Handler forged\u001b[2J\u009b1m\u0000\u2028\u0085\u202e";

        // When
        log.warn("agent={}", agent);

        // Then
        assertThat(written())
                .endsWith("agent=VLC\\r\\n2026-01-01T00:00:00.000Z INFO  Handler forged\\u001b[2J\\u009b1m\\u0000"
                        + "\\u2028\\u0085\\u202e\n")
                .hasLineCount(1);
    }

    @Test
    void onlyLinesOfTheLogBeginAtTheMargin() {
        // Given
        Exception cause = new IllegalArgumentException("inner\r2026-01-01T00:00:00.000Z forged\u001b[2J");
        Exception failure = new IllegalStateException("outer\n2026-01-01T00:00:00.000Z forged", cause);

        // When
        log.error("failed", failure);
        log.info("next");

        // Then
        assertThat(written().lines().filter(line -> !line.startsWith("    ")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("ERROR Handler failed"),
                        line -> assertThat(line).endsWith("INFO  Handler next"));
        assertThat(written())
                .contains("\n    java.lang.IllegalStateException: outer\n    2026-01-01", "        at tv.usher")
                .contains("Caused by: java.lang.IllegalArgumentException: inner\n    2026-01-01")
                .contains("forged\\u001b[2J")
                .doesNotContain("\u001b", "\r");
    }

    @Test
    void lettersOfAllLanguagesAndPlaceholdersStayAsTheyAre() {
        // When
        log.info("user={}", "Жанна ${env:HOME} 100% \\n é");

        // Then
        assertThat(written()).endsWith("user=Жанна ${env:HOME} 100% \\n é\n");
    }

    private String written() {
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("async").stop(); // which writes what waits
        return written.toString(StandardCharsets.UTF_8);
    }
}
