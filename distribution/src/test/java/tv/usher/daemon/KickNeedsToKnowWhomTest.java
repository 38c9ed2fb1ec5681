package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Arguments that name nobody, or two, or no time are told before anything is read or asked. */
class KickNeedsToKnowWhomTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--ban 10m",
                "--user anna",
                "--backend own",
                "0 --user anna --backend own",
                "0 1",
                "0 --ban 10",
                "0 --ban -1m",
                "0 --ban 4000d",
                "0 --ban",
            })
    void orSaysHow(String arguments) {
        StringWriter printed = new StringWriter();
        CommandLine command = Commands.of("kick").setErr(new PrintWriter(printed));

        int status = command.execute(("kick " + arguments).trim().split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(printed.toString())
                .hasLineCount(1)
                .startsWith("usher kick: ")
                .contains("usher kick --help");
    }
}
