package tv.usher.daemon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours on a terminal; texts stay as they are elsewhere, and where NO_COLOR is set. What is painted must be safe to be shown already. */
public final class Paint {

    private final boolean coloured;

    private Paint(boolean coloured) {
        this.coloured = coloured;
    }

    public static Paint of(CommandLine command) {
        return new Paint(command.getColorScheme().ansi().enabled());
    }

    /** No colours. */
    public static Paint none() {
        return new Paint(false);
    }

    public String good(String text) {
        return in(Style.fg_green, text);
    }

    public String bad(String text) {
        return in(Style.fg_red, text);
    }

    public String doubtful(String text) {
        return in(Style.fg_yellow, text);
    }

    public String strong(String text) {
        return in(Style.bold, text);
    }

    private String in(Style style, String text) {
        return coloured ? style.on() + text + style.off() : text;
    }
}
