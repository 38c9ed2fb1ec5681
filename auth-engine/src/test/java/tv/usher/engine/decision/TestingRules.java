package tv.usher.engine.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.rule.TestingMmdb;

/** Writes rules the way the {@code access} part of a file would. */
public final class TestingRules {

    private final List<RuleSettings> access = new ArrayList<>();

    /** One rule named "everyone" that asks these. */
    public static RuleDecider asking(Combining combining, Authority... authorities) {
        List<String> ask = List.of(authorities).stream().map(Authority::name).toList();
        return decider(List.of(rule("everyone", ask, combining)), TestingContext.remembering(), authorities);
    }

    /** The same with a memory of the test's own. */
    public static RuleDecider everyoneAsks(SessionContext context, Authority authority) {
        return decider(List.of(rule("everyone", List.of(authority.name()), Combining.ANY_ALLOWS)), context, authority);
    }

    /** A rule that always holds. */
    public static RuleSettings rule(String name, List<String> ask, Combining combining) {
        return new RuleSettings(
                name, Optional.empty(), Optional.empty(), ask, combining, List.of(), 50, Optional.empty(), Map.of());
    }

    /** A rule that asks nobody. */
    public static RuleSettings rule(String name, RuleSettings.Effect effect) {
        return new RuleSettings(
                name,
                Optional.empty(),
                Optional.of(effect),
                List.of(),
                Combining.ANY_ALLOWS,
                List.of(),
                50,
                Optional.empty(),
                Map.of());
    }

    public static RuleDecider decider(List<RuleSettings> access, SessionContext context, Authority... authorities) {
        return decider(access, List.of(), context, authorities);
    }

    public static RuleDecider decider(
            List<RuleSettings> access,
            List<SessionLimitSettings> limits,
            SessionContext context,
            Authority... authorities) {
        Map<String, Authority> byName = new LinkedHashMap<>();
        for (Authority authority : authorities) {
            byName.put(authority.name(), authority);
        }
        return new RuleDecider(access, limits, byName, byName, context, Countries.NONE, TestingShadows.recorder());
    }

    TestingRules then(String name, RuleSettings.Effect effect, ConditionSettings when) {
        access.add(new RuleSettings(
                name,
                Optional.of(when),
                Optional.of(effect),
                List.of(),
                Combining.ANY_ALLOWS,
                List.of(),
                50,
                Optional.empty(),
                Map.of()));
        return this;
    }

    TestingRules ask(String name, ConditionSettings when, String... backends) {
        access.add(asking(name, when, backends));
        return this;
    }

    static RuleSettings asking(String name, ConditionSettings when, String... backends) {
        return new RuleSettings(
                name,
                Optional.of(when),
                Optional.empty(),
                List.of(backends),
                Combining.ANY_ALLOWS,
                List.of(),
                50,
                Optional.empty(),
                Map.of());
    }

    RuleDecider decider(Authority... authorities) {
        return decider(access, TestingContext.remembering(), authorities);
    }

    /** Conditions as a file has them: {@code path: ["/vip/**"], not-country: [DE]}. */
    public static ConditionSettings when(String yaml) {
        return access("- {then: deny, when: {" + yaml + "}}").get(0).when().orElseThrow();
    }

    /** Rules as a file has them, which ask nobody. */
    public static List<RuleSettings> access(String yaml) {
        try {
            Path database = Files.createTempFile("rules", ".mmdb");
            Path file = Files.createTempFile("rules", ".yaml");
            try {
                String geo = "";
                if (yaml.contains("country")) {
                    new TestingMmdb().write(database);
                    geo = "geo: {database: " + database + "}\n";
                }
                Files.writeString(file, geo + "access:\n" + yaml);
                return new ConfigLoader(Map.of(), "nowhere", name -> null)
                        .load(file)
                        .access();
            } finally {
                Files.delete(file);
                Files.delete(database);
            }
        } catch (ConfigException e) {
            throw new IllegalArgumentException(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
