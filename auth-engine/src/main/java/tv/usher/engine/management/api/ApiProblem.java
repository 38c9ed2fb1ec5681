package tv.usher.engine.management.api;

import java.util.Locale;

/** Why a request of the API isn't fulfilled, by a code for programs. Codes never change; {@code /openapi.yaml} lists them. */
enum ApiProblem {
    BAD_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    CODE_NOT_GOOD(403),
    NO_SUCH_ADDRESS(404),
    NO_SUCH_SESSION(404),
    NO_SUCH_BACKEND(404),
    NO_SUCH_BAN(404),
    METHOD_NOT_ALLOWED(405),
    RELOAD_REFUSED(409),
    BANS_FULL(409),
    BODY_NOT_ALLOWED(413),
    INTERNAL_ERROR(500),
    BUSY(503);

    private final int status;

    ApiProblem(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
