package tv.usher.engine.check;

import java.io.IOException;
import java.util.Optional;
import tv.usher.engine.net.ParameterName;

/** A check's own keys. */
public sealed interface CheckSettings permits SignedLinkSettings, TokensSettings, UsersSettings {

    /** Where the viewer's query has what is checked. */
    ParameterName parameter();

    /** Sessions that a viewer may have at once if nothing else says how many. */
    Optional<Integer> maxSessions();

    /**
     * Reads what these settings refer to, so that its mistakes are told with all others.
     *
     * @throws IOException              with every problem of a file, one a line, for the operator
     * @throws IllegalArgumentException with a message for the operator
     */
    void validate(EntryReader reader) throws IOException;
}
