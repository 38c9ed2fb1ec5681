package tv.usher.engine.check;

import java.util.Optional;
import tv.usher.api.QueryString;
import tv.usher.engine.net.ParameterName;

/** A parameter's value as it came, for formats that sign or compare it so. */
final class RawParameter {

    private RawParameter() {}

    /** Empty without a value, and if another reader could find another value. */
    static Optional<String> of(QueryString query, ParameterName name) {
        return name.onlyIn(query)
                .map(decoded -> query.pairs(name.name()).substring(name.name().length() + 1));
    }
}
