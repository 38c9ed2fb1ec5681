package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.logging.ControlCharacters;
import tv.usher.engine.util.Durations;

@Command(description = "End a session, or all sessions of a user.")
public final class KickCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target;

    @Option(
            names = "--ban",
            paramLabel = "TIME",
            converter = BanTime.class,
            description =
                    "Keep the viewer out for so long, as in 30s, 10m or 12h; a user also with new tokens. A longer ban that is in force stays.")
    private @Nullable String ban;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "Your words about it, up to 200 characters; 'usher bans' shows them.")
    private @Nullable String why;

    @Spec
    private CommandSpec spec;

    private static final class Target {

        @Parameters(paramLabel = "SESSION-ID", description = "As 'usher sessions' prints it.")
        private @Nullable String session;

        @ArgGroup(exclusive = false)
        private @Nullable User user;
    }

    private static final class User {

        @Option(names = "--user", required = true, paramLabel = "USER", description = "As the middleware names it.")
        private String name;

        @Option(
                names = "--backend",
                required = true,
                paramLabel = "NAME",
                description = "The backend that knows the user.")
        private String backend;
    }

    /** Checked here so that a slip of the pen is told before anything is asked. */
    private static final class BanTime implements ITypeConverter<String> {

        @Override
        public @Nullable String convert(String text) {
            try {
                Duration checked = Durations.parse(text);
                return checked.isZero() ? null : text;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        ManagementClient management = ManagementClient.of(configFile.in(Installation.current()));
        String query = new Form().with("ban", ban).with("why", why).toString();
        boolean bySession = target.session != null;
        String path = bySession
                ? "/sessions/" + Form.encode(Objects.requireNonNull(target.session))
                : sessionsOf(Objects.requireNonNull(target.user));
        JsonNode done = management
                .ask("DELETE", query.isEmpty() ? path : path + '?' + query, "ended")
                .json();
        int ended = done.get("ended").intValue();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ended " + Count.of(ended, "session") + (ban == null ? "" : how(done) + ": " + banned(done)));
        int stillPlaying = done.path("stillPlaying").intValue();
        if (stillPlaying > 0) {
            out.println(stillPlaying(stillPlaying));
        }
        if (bySession && ban != null && !done.get("user").textValue().isEmpty()) {
            out.println("whatever token comes: usher kick --user "
                    + quoted(done.get("user").textValue()) + " --backend "
                    + done.get("backend").textValue() + " --ban " + ban);
        }
        if (done.has("ban")) {
            out.println((done.has("longerUntil") ? "to end that one: usher unban " : "to undo it: usher unban ")
                    + done.get("ban").textValue());
        }
        return ended == 0 && ban == null ? 1 : 0; // nobody ended and nobody banned is nothing done
    }

    private static String sessionsOf(User user) {
        return "/users/" + Form.encode(user.backend) + '/' + Form.encode(user.name) + "/sessions";
    }

    /** An earlier ban that lasts longer isn't shortened. */
    private String how(JsonNode done) {
        JsonNode until = done.path("longerUntil");
        return until.isTextual()
                ? ", and a longer ban stays, until "
                        + Instant.parse(until.textValue()).truncatedTo(ChronoUnit.SECONDS)
                : ", banned for " + ban;
    }

    /** Else the operator would take the viewer for gone. */
    private static String stillPlaying(int players) {
        return (players == 1
                        ? "1 player plays on: its media server can't be told to cut it"
                        : players + " players play on: their media servers can't be told to cut them")
                + "; a ban counts once the media server asks again, mostly at the next start";
    }

    private static String banned(JsonNode done) {
        List<String> what = new ArrayList<>();
        done.get("banned")
                .forEach(one -> what.add(
                        switch (one.textValue()) {
                            case "viewing" -> "this viewing";
                            case "token" -> "its token wherever it is shown";
                            default ->
                                "user "
                                        + ControlCharacters.escape(
                                                done.get("user").textValue()) + " of "
                                        + done.get("backend").textValue();
                        }));
        return String.join(", ", what);
    }

    /** For a shell: bash and zsh take {@code $'…'} for what it stands for, so that no line moves or turns and the name still arrives. */
    static String quoted(String name) {
        if (!ControlCharacters.escape(name).equals(name)) {
            return name.codePoints()
                    .mapToObj(c -> escaped(Character.toString(c)))
                    .collect(Collectors.joining("", "$'", "'"));
        }
        return name.matches("[\\w.@:-]+") ? name : "'" + name.replace("'", "'\\''") + "'";
    }

    /** By bytes, since a shell knows characters by their numbers in a locale of UTF-8 only. */
    private static String escaped(String character) {
        if (character.equals("'") || character.equals("\\")) {
            return '\\' + character;
        }
        return ControlCharacters.escape(character).equals(character)
                ? character
                : "\\x" + HexFormat.ofDelimiter("\\x").formatHex(character.getBytes(StandardCharsets.UTF_8));
    }
}
