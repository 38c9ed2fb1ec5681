package tv.usher.engine.session;

import java.util.List;

/**
 * Where sessions come from; many share one.
 *
 * @param dialect what the caller spoke
 * @param caller  its address
 * @param rule    that held
 * @param backend that allowed, or was unavailable
 * @param limits  of the configuration that held too
 */
public record Origin(String dialect, String caller, String rule, String backend, List<SessionLimit> limits) {

    public Origin {
        limits = List.copyOf(limits);
    }
}
