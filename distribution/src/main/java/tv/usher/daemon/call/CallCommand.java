package tv.usher.daemon.call;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Paint;
import tv.usher.daemon.cli.TlsClient;
import tv.usher.engine.net.HostPort;

@Command(
        description =
                "Ask the running daemon exactly as a media server or proxy would, and read the answer as it would:"
                        + " exit 0 if the viewer plays, 1 if not, 2 for wrong arguments. Whom a backend lets in by it is a viewer whom"
                        + " limits count, until 'usher kick' or the grant's end.")
public final class CallCommand implements Callable<Integer> {

    @Mixin
    private CallerOptions options;

    @Mixin
    private ListenOptions listens;

    @Parameters(
            paramLabel = "URL",
            converter = CallTexts.OfUrl.class,
            description = "What the viewer's player asks for, with its token.")
    private ViewerUrl url;

    @Mixin
    private ViewerOptions viewers;

    @Option(
            names = "--event",
            paramLabel = "EVENT",
            defaultValue = "open",
            converter = CallTexts.OfEvent.class,
            description = "open, update or close, as far as the caller tells of it; ${DEFAULT-VALUE} if left out.")
    private CallEvent event;

    @Option(names = "--show-token", description = "Print the query's values, which are hidden otherwise.")
    private boolean showToken;

    @Spec
    private CommandSpec spec;

    private final WhyRefused why;

    /**
     * @param why is asked after a refusal
     */
    public CallCommand(WhyRefused why) {
        this.why = why;
    }

    @Override
    public Integer call() throws Exception {
        Caller caller = options.caller();
        HostPort usher = listens.usher();
        Optional<TlsClient> tls = listens.tls();
        ViewerRequest viewer = viewers.of(url);
        CallerRequest request = request(caller, viewer);
        CallReport report = new CallReport(spec.commandLine().getOut(), showToken);
        report.print(showToken ? request : request(caller, viewer.redacted()), usher);
        try {
            Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            CallerAnswer answer = OneExchange.ask(usher, tls, request);
            Instant answered = Instant.now();
            report.print(answer);
            return conclude(caller, answer, new WhyRefused.RefusedCall(options.kind(), viewer, asked, answered));
        } catch (IOException e) {
            print("Usher can't be reached (" + e.getMessage() + "): " + caller.withoutUsher());
            return ExitCode.SOFTWARE;
        }
    }

    private CallerRequest request(Caller caller, ViewerRequest viewer) {
        try {
            return caller.request(viewer, event)
                    .orElseThrow(() -> new IllegalArgumentException("no " + options.kind()
                            + " ever speaks of that: " + (viewers.isPublisher() ? "--publish " : "") + "--event "
                            + event));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /**
     * @param call counts only if it was refused
     */
    private int conclude(Caller caller, CallerAnswer answer, WhyRefused.RefusedCall call) throws InterruptedException {
        if (event == CallEvent.CLOSE) {
            boolean heard = answer.status() == 200;
            print(heard ? "heard; no caller reads more than that" : "refused (" + answer.status() + ")");
            return heard ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        Reading reading = caller.read(answer);
        boolean plays = reading.outcome() == Reading.Meaning.PLAYS;
        Paint paint = Paint.of(spec.commandLine());
        print(plays ? paint.good(reading.text()) : paint.bad(reading.text()));
        if (plays && event == CallEvent.OPEN) {
            print("whom a backend lets in by this is a viewer now, whom limits count; 'usher kick' ends that");
        }
        Optional<Path> file = plays ? Optional.empty() : listens.file();
        if (file.isPresent()) {
            why.lines(file.get(), call, spec.commandLine())
                    .forEach(spec.commandLine().getOut()::println);
        }
        return plays ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(String conclusion) {
        spec.commandLine().getOut().println(options.kind() + ": " + conclusion);
    }
}
