package tv.usher.daemon.call;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.Header;

/** MistServer's trigger {@code USER_NEW}: six lines. */
final class MistserverCaller implements Caller {

    private static final Pattern YES = Pattern.compile("(1|yes|true|cont).*", Pattern.DOTALL);

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (viewer.publishes() || event != CallEvent.OPEN) {
            return Optional.empty();
        }
        String name =
                viewer.url().stream(); // behind the path of a connector or an application, which is no part of its name
        String lines = String.join(
                "\n",
                name.substring(name.lastIndexOf('/') + 1),
                viewer.client(),
                viewer.session(),
                viewer.url().protocol().toUpperCase(Locale.ROOT),
                viewer.url().toString(),
                viewer.session());
        return Optional.of(CallerRequest.post(
                "/mistserver", lines, new Header("X-Trigger", "USER_NEW"), new Header("Content-Type", "text/plain")));
    }

    /** The beginning of the body counts, whatever the status. */
    @Override
    public Reading read(CallerAnswer answer) {
        return YES.matcher(answer.body()).matches() ? Reading.PLAYS : Reading.denied("(" + answer.body() + ")");
    }

    @Override
    public String withoutUsher() {
        return "MistServer takes the trigger's default response";
    }
}
