package tv.usher.engine.check;

import java.io.IOException;
import java.util.Optional;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.net.ParameterName;

/** The settings of a check. */
public sealed interface CheckSettings permits JwtSettings, SignedLinkSettings, TokensSettings, UsersSettings {

    /** The parameter of the viewer's query that is checked, and tells viewers apart. */
    ParameterName identifyingParameter();

    /** Sessions that a viewer may have at once if nothing else says how many. */
    Optional<Integer> maxSessions();

    /** When an address is banned that fails again and again; empty: never. */
    Optional<FailureSettings> failures();

    /**
     * Reads the files that these settings name, so that mistakes in them are reported with all others.
     *
     * @throws IOException              with every problem of a file, one a line, for the operator
     * @throws IllegalArgumentException with a message for the operator
     */
    void validate(EntryReader reader) throws IOException;
}
