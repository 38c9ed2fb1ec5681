package tv.usher.daemon.link;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LinkTexts;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.engine.check.LinkFinding;
import tv.usher.engine.check.LinkInspection;
import tv.usher.engine.check.SignedLink;
import tv.usher.engine.check.SignedLinkSettings;

@Command(
        description = "Make a signed link, or inspect one: exit 0 if it holds, 1 if it doesn't, 2 for wrong arguments.")
public final class LinkCommand implements Callable<Integer>, LogsNothing {

    private static final int SALT_BYTES = 4;

    @Mixin
    private LinkSource source;

    @Option(names = "--inspect", paramLabel = "TOKEN", description = "Tell part by part whether this link holds.")
    private @Nullable String token;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            converter = LinkTexts.OfPath.class,
            description = "What is played: /tv/news/index.m3u8.")
    private String path = "";

    @Option(
            names = "--channel",
            paramLabel = "ID",
            converter = LinkTexts.OfChannel.class,
            description = "Astra's channel or Flussonic's stream, instead of the path.")
    private String channel = "";

    @Option(
            names = "--client",
            paramLabel = "IP",
            converter = LinkTexts.OfAddress.class,
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
            converter = LinkTexts.OfDuration.class,
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
        SignedLinkSettings settings = source.settings(installation);
        AccessRequest request = AccessRequest.builder()
                .path(path)
                .channel(channel)
                .clientAddress(client)
                .build();
        return token == null ? make(settings, request) : inspect(token, settings, request);
    }

    private int make(SignedLinkSettings settings, AccessRequest request) {
        LinkInspection inspection = new LinkInspection(settings);
        Instant begin = start == null ? clock.instant() : start;
        SignedLink link = SignedLink.sign(
                settings.format().subject(request),
                inspection.address(request),
                begin.getEpochSecond(),
                (end == null ? begin.plus(lifetime) : end).getEpochSecond(),
                settings.secrets().get(0),
                salt == null ? randomSalt() : salt);
        firstThatFails(inspection.of(link, request, begin)).ifPresent(finding -> {
            throw new ParameterException(spec.commandLine(), "such a link would never hold: " + finding);
        });
        spec.commandLine().getOut().println("?" + settings.parameter() + "=" + link.token());
        return ExitCode.OK;
    }

    private int inspect(String token, SignedLinkSettings settings, AccessRequest request) {
        Optional<SignedLink> link = SignedLink.read(token);
        List<LinkFinding> findings = link.map(
                        shown -> new LinkInspection(settings).of(shown, request, at == null ? clock.instant() : at))
                .orElse(List.of(new LinkFinding(
                        LinkFinding.Part.FORM, false, "not hash-salt-END-START, so it is left to other backends")));
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(
                finding -> out.printf("%-9s %-3s %s%n", finding.part(), finding.holds() ? "ok" : "NO", finding.text()));
        return firstThatFails(findings).isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Optional<LinkFinding> firstThatFails(List<LinkFinding> findings) {
        return findings.stream().filter(finding -> !finding.holds()).findFirst();
    }

    private static String randomSalt() {
        byte[] random = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
