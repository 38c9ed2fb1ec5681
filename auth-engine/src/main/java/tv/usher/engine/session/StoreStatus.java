package tv.usher.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * How the store of sessions is at one moment.
 *
 * @param problem     why it doesn't work; empty while it works
 * @param otherUshers that share it, by name
 */
public record StoreStatus(StoreKind kind, Optional<String> problem, List<String> otherUshers) {}
