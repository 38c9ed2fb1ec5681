package tv.usher.engine.session;

import java.util.List;

/** Origins of a caller beside Usher and of the rule "everyone", where no limit of the configuration holds. */
public final class TestingOrigins {

    private TestingOrigins() {}

    public static Origin of(String backend) {
        return of("nginx", backend);
    }

    public static Origin of(String dialect, String backend) {
        return new Origin(dialect, "127.0.0.1", "everyone", backend, List.of());
    }
}
