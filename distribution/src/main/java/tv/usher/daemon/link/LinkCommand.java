package tv.usher.daemon.link;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.api.AccessRequest;
import tv.usher.daemon.cli.ArgumentTexts;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.engine.check.JudgedLink;
import tv.usher.engine.check.LinkFinding;
import tv.usher.engine.check.LinkScheme;
import tv.usher.engine.check.SignedLinkSettings;

@Command(
        description = "Make a signed link, or inspect one: exit 0 if it holds, 1 if it doesn't, 2 for wrong arguments.")
public final class LinkCommand implements Callable<Integer>, LogsNothing {

    private static final int SALT_BYTES = 4;

    @Mixin
    private LinkSource source;

    @Option(
            names = "--inspect",
            paramLabel = "LINK",
            description = "Tell part by part whether this holds: a token, a query, or a whole address.")
    private @Nullable String token;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            converter = LinkTexts.OfPath.class,
            description = "What is played: /tv/news/index.m3u8.")
    private String path = "";

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "Where it is played, with format ome: https://edge.example.com:3334.")
    private String origin = "";

    @Option(
            names = "--channel",
            paramLabel = "ID",
            converter = LinkTexts.OfChannel.class,
            description = "Astra's channel or Flussonic's stream, instead of the path.")
    private String channel = "";

    @Option(
            names = "--client",
            paramLabel = "IP",
            converter = ArgumentTexts.OfAddress.class,
            description = "The viewer's address.")
    private String client = "";

    @Option(
            names = "--start",
            paramLabel = "TIME",
            converter = LinkTexts.OfTime.class,
            description = "1800000000 or 2027-01-15T08:00:00Z; now if left out.")
    private @Nullable Instant start;

    @Option(
            names = "--end",
            paramLabel = "TIME",
            converter = LinkTexts.OfTime.class,
            description = "Likewise; see --for if left out.")
    private @Nullable Instant end;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "2h",
            converter = ArgumentTexts.OfDuration.class,
            description = "From start to end; ${DEFAULT-VALUE} if left out.")
    private Duration lifetime;

    @Option(names = "--salt", paramLabel = "SALT", description = "1 to 64 letters and digits; random if left out.")
    private @Nullable String salt;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            converter = LinkTexts.OfTime.class,
            description = "With --inspect: whether it holds then; now if left out.")
    private @Nullable Instant at;

    @Spec
    private CommandSpec spec;

    private final Installation installation;
    private final InstantSource clock;

    LinkCommand() {
        this(Installation.current(), InstantSource.system());
    }

    LinkCommand(Installation installation, InstantSource clock) {
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        SignedLinkSettings links = source.settings(installation);
        return token == null ? make(links.scheme()) : inspect(token, links);
    }

    private AccessRequest.Builder viewer() {
        return AccessRequest.builder()
                .path(path)
                .origin(origin)
                .channel(channel)
                .clientAddress(client);
    }

    private int make(LinkScheme links) {
        try {
            return print(links);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "no such link can be made: " + e.getMessage());
        }
    }

    private int print(LinkScheme links) {
        Instant begin = start == null ? clock.instant() : start;
        Instant over = end == null ? begin.plus(lifetime) : end;
        String query = links.make(
                viewer().build(), begin.getEpochSecond(), over.getEpochSecond(), salt == null ? randomSalt() : salt);
        JudgedLink judged = links.judge(viewer().query(query).build(), begin)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "no such link can be made"));
        judged.firstThatFails().ifPresent(finding -> {
            throw new ParameterException(spec.commandLine(), "such a link would never hold: " + finding);
        });
        spec.commandLine().getOut().println("?" + query);
        return ExitCode.OK;
    }

    private int inspect(String shown, SignedLinkSettings links) {
        AccessRequest request;
        try {
            request = ShownLink.of(shown, links.identifyingParameter()).in(viewer());
        } catch (IllegalArgumentException e) { // its message may quote the link
            throw new ParameterException(spec.commandLine(), "what --inspect names can be no link");
        }
        JudgedLink judged = links.scheme()
                .judge(request, at == null ? clock.instant() : at)
                .orElseGet(() -> new JudgedLink(
                        List.of(new LinkFinding(
                                LinkFinding.Part.FORM,
                                false,
                                "not of this format, or shown twice, so it is left to other backends")),
                        Instant.EPOCH,
                        ""));
        PrintWriter out = spec.commandLine().getOut();
        judged.findings()
                .forEach(finding ->
                        out.printf("%-9s %-3s %s%n", finding.part(), finding.holds() ? "ok" : "NO", finding.text()));
        return judged.firstThatFails().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String randomSalt() {
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
