package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.usher.daemon.call.CallEvent;
import tv.usher.daemon.call.CallTexts;
import tv.usher.daemon.call.CallerOptions;
import tv.usher.daemon.call.CallerRequest;
import tv.usher.daemon.call.ViewerOptions;
import tv.usher.daemon.call.ViewerUrl;
import tv.usher.daemon.cli.ArgumentTexts;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;

@Command(
        description = "Tell how the running daemon would answer a caller's question, and why. Nobody is let in,"
                + " remembered or banned for it.")
public final class ExplainCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @Mixin
    private CallerOptions options;

    @ArgGroup(multiplicity = "1")
    private Wanted wanted;

    @Mixin
    private ViewerOptions viewers;

    @Option(
            names = "--caller",
            paramLabel = "IP",
            defaultValue = "127.0.0.1",
            converter = ArgumentTexts.OfAddress.class,
            description = "The address of who asks; ${DEFAULT-VALUE} if left out.")
    private String caller;

    @Option(
            names = "--ask",
            description =
                    "Also ask the middleware, and one that allows about a random token too. A token that is good for one"
                            + " time is used up by that.")
    private boolean ask;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    /** What the viewer's player asks for, in one of two ways. */
    private static final class Wanted {

        @Parameters(
                paramLabel = "URL",
                converter = CallTexts.OfUrl.class,
                description = "What the viewer's player asks for, with its token.")
        private @Nullable ViewerUrl url;

        @ArgGroup(exclusive = false)
        private @Nullable Parts parts;

        private static final class Parts {

            @Option(names = "--path", required = true, paramLabel = "PATH", description = "Its path.")
            private String path;

            @Option(names = "--query", paramLabel = "QUERY", defaultValue = "", description = "Its query.")
            private String query;

            @Option(
                    names = "--host",
                    paramLabel = "HOST",
                    defaultValue = "live.example.com",
                    description = "Its host; ${DEFAULT-VALUE} if left out.")
            private String host;
        }

        ViewerUrl url() {
            if (url != null) {
                return url;
            }
            Parts told = Objects.requireNonNull(parts);
            if (!told.path.startsWith("/") || told.path.contains("?")) {
                throw new IllegalArgumentException("--path must begin with a slash, and has no query; that is --query");
            }
            return ViewerUrl.parse("http://" + told.host + told.path + (told.query.isEmpty() ? "" : "?" + told.query));
        }
    }

    @Override
    public Integer call() throws Exception {
        ManagementClient.ApiAnswer answer = ManagementClient.of(configFile.in(Installation.current()))
                .post(ask ? "/explain?ask=true" : "/explain", described(request()), "outcome");
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            out.println(answer.text());
            return 0;
        }
        ExplanationReport.lines(answer.json()).forEach(out::println);
        out.println();
        out.println(Diagnosis.of(answer.json()));
        if (!ask && !viewers.isNamed() && Diagnosis.isUnremembered(answer.json())) {
            out.println("The session's name is made up: --session names one that the caller knows.");
        }
        return 0;
    }

    private CallerRequest request() {
        try {
            return options.caller()
                    .request(viewers.of(wanted.url()), CallEvent.OPEN)
                    .orElseThrow(() -> new IllegalArgumentException("no " + options.kind() + " ever asks that"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private JsonNode described(CallerRequest request) {
        ObjectNode call = JsonNodeFactory.instance.objectNode();
        call.put("caller", caller);
        call.put("method", request.method());
        call.put("target", request.target());
        call.put("body", request.body());
        request.headers()
                .forEach(header -> call.withArray("headers")
                        .addObject()
                        .put("name", header.name())
                        .put("value", header.value()));
        return call;
    }
}
