package tv.usher.daemon.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.daemon.call.CallTexts;
import tv.usher.daemon.call.Caller;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.CallerOptions;
import tv.usher.daemon.call.ListenOptions;
import tv.usher.daemon.call.Reading;
import tv.usher.daemon.cli.ArgumentTexts;
import tv.usher.daemon.cli.TlsClient;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.net.HostPort;

@Command(
        description = "Ask the running daemon about many viewers, as a media server or proxy would:"
                + " exit 0 if every question was answered, 1 if not, 2 for wrong arguments.")
public final class LoadCommand implements Callable<Integer> {

    @Mixin
    private CallerOptions options;

    @Mixin
    private ListenOptions listens;

    @Option(
            names = "--also-as",
            paramLabel = "CALLER",
            converter = CallTexts.OfKind.class,
            description = "Another kind of caller; each asks about its share of the viewers. May be repeated.")
    private List<CallerKind> otherKinds = List.of();

    @Option(
            names = "--also-usher",
            paramLabel = "HOST:PORT",
            converter = CallTexts.OfHostPort.class,
            description =
                    "Another Usher of the same platform, asked with TLS where the first one is; each viewing is asked"
                            + " about at one of them, as a balancer would choose. May be repeated.")
    private List<HostPort> otherUshers = List.of();

    @Option(names = "--viewers", required = true, paramLabel = "N", description = "How many watch at once.")
    private int viewers;

    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            converter = ArgumentTexts.OfDuration.class,
            description = "How long, as in 60s or 10m.")
    private Duration lasting;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = ArgumentTexts.OfDuration.class,
            description = "The time in which they come; ${DEFAULT-VALUE} if left out.")
    private Duration arriving;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "200",
            description = "Of which the second has half the viewers of the first, the third a third, and so on;"
                    + " ${DEFAULT-VALUE} if left out.")
    private int channels;

    @Option(
            names = "--segment",
            paramLabel = "TIME",
            defaultValue = "6s",
            converter = ArgumentTexts.OfDuration.class,
            description = "A segment's length, where the caller asks about segments; ${DEFAULT-VALUE} if left out.")
    private Duration segment;

    @Option(
            names = "--zap",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = ArgumentTexts.OfDuration.class,
            description = "How long a viewer stays with a channel, on average; ${DEFAULT-VALUE} if left out.")
    private Duration zap;

    @Option(
            names = "--share",
            paramLabel = "PART",
            defaultValue = "0.2",
            description = "Of the viewers who share an address with others, 0 to 1; ${DEFAULT-VALUE} if left out.")
    private double share;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "To each Usher, at most; ${DEFAULT-VALUE} if left out.")
    private int connections;

    @Option(
            names = "--middleware",
            paramLabel = "PORT",
            description =
                    "Play the middleware too, on this port of loopback: everybody is let in, and counted. A backend's"
                            + " 'address' has to be http://127.0.0.1:PORT; the daemon knows these viewers until their grants end.")
    private @Nullable Integer middleware;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Sessions that the played middleware allows each viewer at once; any number if left out.")
    private int limit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The same one makes the same questions, of which Usher may know the viewers; random if left out.")
    private @Nullable Long seed;

    @Option(names = "--beyond-loopback", description = "Load a Usher on another machine.")
    private boolean beyondLoopback;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = plan();
        HostPort elsewhere = plan.ushers().stream()
                .filter(usher -> !LoadPlan.isOnLoopback(usher))
                .findFirst()
                .orElse(null);
        if (!beyondLoopback && elsewhere != null) {
            throw wrong(elsewhere + " is not on loopback: say --beyond-loopback if that machine is yours to load");
        }
        if (limit < 0 || limit > 0 && middleware == null) {
            throw wrong("--limit is a number from 1 that --middleware tells");
        }
        if (middleware != null && (middleware < 1 || middleware > 65_535)) {
            throw wrong("--middleware is a port, 1 to 65535");
        }
        if (middleware == null) {
            return run(plan, null, listens.tls());
        }
        try (StandInMiddleware standIn =
                new StandInMiddleware(middleware, plan.ushers().size(), limit)) {
            standIn.awaitUshers();
            return run(plan, standIn, listens.tls());
        }
    }

    private LoadPlan plan() throws ConfigException {
        try {
            return new LoadPlan(
                    callers(),
                    ushers(),
                    viewers,
                    lasting,
                    arriving,
                    channels,
                    segment,
                    zap,
                    share,
                    connections,
                    seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Caller> callers() {
        List<Caller> callers = new ArrayList<>(List.of(options.caller()));
        otherKinds.forEach(kind -> callers.add(options.caller(kind)));
        return callers;
    }

    private List<HostPort> ushers() throws ConfigException {
        List<HostPort> ushers = new ArrayList<>(List.of(listens.usher()));
        ushers.addAll(otherUshers);
        return ushers;
    }

    private int run(LoadPlan plan, @Nullable StandInMiddleware standIn, Optional<TlsClient> tls)
            throws InterruptedException {
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), plan.lasting());
        LoadResult result = Load.run(plan, tls, progress);
        progress.clear();
        LoadTable table = new LoadTable(spec.commandLine().getOut());
        table.print(plan, result);
        if (standIn != null) {
            table.row("middleware", LoadTable.number(standIn.questions()) + " questions");
        }
        if (result.questions() > 0 && result.outcome(Reading.Meaning.PLAYS) == 0) {
            spec.commandLine()
                    .getErr()
                    .println("nobody was let in: 'usher why' tells why. " + hint(standIn)
                            + " Does the daemon trust this machine as a caller (trusted-callers)?");
        }
        return result.errors().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private String hint(@Nullable StandInMiddleware standIn) {
        if (standIn == null) {
            return "The tokens are made up, so a real middleware refuses them; --middleware PORT plays one that doesn't.";
        }
        return standIn.questions() == 0
                ? "No question came to the played middleware: a backend's 'address' has to be http://127.0.0.1:"
                        + middleware + ", and a rule has to ask it."
                : "The played middleware lets everybody in, so something else kept them out.";
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
