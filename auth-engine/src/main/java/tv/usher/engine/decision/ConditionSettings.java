package tv.usher.engine.decision;

import java.util.List;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.PathPattern;

/** Conditions of a rule: each that is given must hold, by any of its values. An unknown fact holds for none. */
public record ConditionSettings(List<Cidr> address, List<PathPattern> path, List<HostPattern> host) {}
