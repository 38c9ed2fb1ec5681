package tv.usher.engine.cut;

import java.util.Optional;
import tv.usher.api.Secret;

/**
 * The API of a media server that is elsewhere than those of its kind.
 *
 * @param apiUser     whom it lets use it; empty if it asks for none
 * @param apiPassword of that user, or the one secret of an API that has no users
 */
public record ServerApi(ApiAddress api, Optional<String> apiUser, Optional<Secret> apiPassword) {

    /** Whom the API lets in. */
    record Login(String user, Secret password) {}

    Optional<Login> login() {
        return apiPassword.map(password -> new Login(apiUser.orElse(""), password));
    }
}
