package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

class ColoursAreForTerminalsTest {

    @Command
    private static final class Any {}

    @Test
    void whatIsPipedOrWantedPlainIsPlain() {
        CommandLine plain = new CommandLine(new Any()).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));

        assertThat(Paint.of(plain).bad("@|red out|@")).isEqualTo("@|red out|@");
    }

    @Test
    void onATerminalTheWordIsPaintedAndNothingInIt() {
        CommandLine coloured = new CommandLine(new Any()).setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.ON));

        assertThat(Paint.of(coloured).bad("@|green out|@"))
                .isEqualTo("\u001b[31m@|green out|@" + Ansi.Style.fg_red.off());
    }
}
