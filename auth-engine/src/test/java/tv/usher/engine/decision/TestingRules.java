package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.PathPattern;

/** Writes rules the way the {@code access} part of a file would. */
final class TestingRules {

    private final List<RuleSettings> access = new ArrayList<>();

    /** One rule named "everyone" that asks these. */
    static Decider asking(Combining combining, Authority... authorities) {
        Map<String, Authority> byName = new LinkedHashMap<>();
        for (Authority authority : authorities) {
            byName.put(authority.name(), authority);
        }
        List<String> ask = List.copyOf(byName.keySet());
        return new RuleDecider(
                List.of(new RuleSettings("everyone", Optional.empty(), Optional.empty(), ask, combining)),
                byName,
                TestingMemory.remembering());
    }

    /** The same with a memory of the test's own. */
    static Decider everyoneAsks(Memory memory, Authority authority) {
        return new RuleDecider(
                List.of(new RuleSettings(
                        "everyone",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(authority.name()),
                        Combining.ANY_ALLOWS)),
                Map.of(authority.name(), authority),
                memory);
    }

    TestingRules then(String name, RuleSettings.Effect effect, ConditionSettings when) {
        access.add(new RuleSettings(name, Optional.of(when), Optional.of(effect), List.of(), Combining.ANY_ALLOWS));
        return this;
    }

    TestingRules ask(String name, ConditionSettings when, String... backends) {
        access.add(
                new RuleSettings(name, Optional.of(when), Optional.empty(), List.of(backends), Combining.ANY_ALLOWS));
        return this;
    }

    Decider decider(Authority... authorities) {
        Map<String, Authority> byName = new LinkedHashMap<>();
        for (Authority authority : authorities) {
            byName.put(authority.name(), authority);
        }
        return new RuleDecider(access, byName, TestingMemory.remembering());
    }

    static ConditionSettings address(String... ranges) {
        return new ConditionSettings(List.of(ranges).stream().map(Cidr::parse).toList(), List.of(), List.of());
    }

    static ConditionSettings path(String... globs) {
        return new ConditionSettings(
                List.of(), List.of(globs).stream().map(PathPattern::parse).toList(), List.of());
    }

    static ConditionSettings host(String... names) {
        return new ConditionSettings(
                List.of(),
                List.of(),
                List.of(names).stream().map(HostPattern::parse).toList());
    }

    static ConditionSettings all(ConditionSettings address, ConditionSettings path, ConditionSettings host) {
        return new ConditionSettings(address.address(), path.path(), host.host());
    }
}
