package tv.usher.daemon.call;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.api.Action;
import tv.usher.daemon.cli.ArgumentTexts;

/** Who the viewer is. */
public final class ViewerOptions {

    @Option(
            names = "--client",
            paramLabel = "IP",
            defaultValue = "203.0.113.7",
            converter = ArgumentTexts.OfAddress.class,
            description = "The viewer's address; ${DEFAULT-VALUE} if left out.")
    private String client;

    @Option(
            names = "--user-agent",
            paramLabel = "TEXT",
            defaultValue = "VLC/3.0.18 LibVLC/3.0.18",
            description = "The viewer's player; ${DEFAULT-VALUE} if left out.")
    private String userAgent;

    @Option(
            names = "--session",
            paramLabel = "ID",
            description = "What the caller calls the viewing by; a random number if left out.")
    private @Nullable String session;

    @Option(names = "--publish", description = "Ask about publishing, not playing.")
    private boolean publish;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** False if the session's name is made up. */
    public boolean isNamed() {
        return session != null;
    }

    boolean isPublisher() {
        return publish;
    }

    public ViewerRequest of(ViewerUrl url) {
        String named =
                session == null ? Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)) : session;
        try {
            return new ViewerRequest(url, client, userAgent, named, publish ? Action.PUBLISH : Action.PLAY);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
