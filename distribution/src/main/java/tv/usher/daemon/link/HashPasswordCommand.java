package tv.usher.daemon.link;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.engine.check.PasswordHash;

@Command(
        description =
                "Print a password's hash for 'type: users'; the password is typed, or the first line of the input.")
public final class HashPasswordCommand implements Callable<Integer>, LogsNothing {

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "" + PasswordHash.ITERATIONS,
            description = "More cost more to guess, and to check; ${DEFAULT-VALUE} if left out.")
    private int iterations;

    @Spec
    private CommandSpec spec;

    private final InputStream input;
    private final @Nullable Console console;

    HashPasswordCommand() {
        this(System.in, System.console());
    }

    /**
     * @param console null if nobody types
     */
    HashPasswordCommand(InputStream input, @Nullable Console console) {
        this.input = input;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try {
            String password = console == null ? firstLine() : typed(console);
            spec.commandLine()
                    .getOut()
                    .println(PasswordHash.of(password, iterations, new SecureRandom())
                            .text());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String firstLine() throws IOException {
        String line = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }

    private String typed(Console console) {
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("Again: ");
        if (second != null
                && !Arrays.equals(first, second)) { // null: newer JDKs have a console for redirected input too
            throw wrong("the two are not the same");
        }
        return first == null ? "" : new String(first);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
