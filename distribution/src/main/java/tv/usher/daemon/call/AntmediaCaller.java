package tv.usher.daemon.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/** Ant Media's {@code webhookPlayAuthUrl} and {@code webhookAuthenticateURL}, which tell no address. */
final class AntmediaCaller implements Caller {

    @Override
    public Optional<CallerRequest> request(ViewerRequest viewer, CallEvent event) {
        if (event != CallEvent.OPEN) {
            return Optional.empty();
        }
        String mode = viewer.publishes() ? "publish" : "play";
        return Optional.of(CallerRequest.json(
                "/antmedia/" + mode,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("streamId", viewer.url().streamOfApplication())
                        .put("mode", mode)
                        .put("appName", viewer.url().application())
                        .put("token", viewer.token())));
    }

    @Override
    public Reading read(CallerAnswer answer) {
        return answer.status() == 200 ? Reading.PLAYS : Reading.denied(answer);
    }

    @Override
    public String withoutUsher() {
        return "Ant Media denies";
    }
}
