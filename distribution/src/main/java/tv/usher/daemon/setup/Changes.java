package tv.usher.daemon.setup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.session.SessionSettings;

/** What differs between two configurations, in words for operators. Secrets are compared by nobody, since they aren't shown. */
final class Changes {

    private static final String ACCESS = "access.";
    private static final String BACKENDS = "backends.";
    private static final Pattern OF_RULE = Pattern.compile("((access|limits)\\[\\d+\\])\\.(.*)");

    private Changes() {}

    /**
     * A line for each key that has another value, for each backend, rule or limit that has come, gone, or moved, and for each rule whose
     * viewers are forgotten by that.
     */
    static List<String> between(UsherConfig former, UsherConfig next) {
        Map<String, Map<String, String>> before = byEntry(former.effective());
        Map<String, Map<String, String>> after = byEntry(next.effective());
        List<String> changes = new ArrayList<>();
        after.forEach((entry, values) -> {
            if (before.containsKey(entry)) {
                changes.addAll(between(before.get(entry), values));
            } else {
                changes.add("new: " + entry);
            }
        });
        before.keySet().stream()
                .filter(entry -> !after.containsKey(entry))
                .forEach(entry -> changes.add("gone: " + entry));
        List<String> order = rules(before, after);
        List<String> newOrder = rules(after, before);
        if (!order.equals(newOrder)) {
            changes.add("changed: order of access: " + order + " -> " + newOrder);
        }
        changes.addAll(forgotten(former.access(), next.access()));
        return changes;
    }

    /** A line for each rule whose viewers are strangers to all rules of the next configuration. */
    private static List<String> forgotten(List<RuleSettings> former, List<RuleSettings> next) {
        List<String> forgotten = new ArrayList<>();
        for (int i = 0; i < former.size(); i++) {
            RuleSettings rule = former.get(i);
            if (!rule.ask().isEmpty() && next.stream().noneMatch(other -> remembers(other, rule))) {
                forgotten.add(
                        "forgotten: viewers of " + (rule.name().isEmpty() ? "access[" + i + "]" : ACCESS + rule.name())
                                + ", who are asked about again");
            }
        }
        return forgotten;
    }

    /** Where a path names the channel, it names the viewing too. */
    private static boolean remembers(RuleSettings rule, RuleSettings former) {
        return rule.identity().equals(former.identity())
                && (rule.naming().equals(former.naming()) || paths(rule).containsAll(paths(former)));
    }

    private static List<PathPattern> paths(RuleSettings rule) {
        return rule.when().map(ConditionSettings::path).orElse(List.of());
    }

    private static List<String> between(Map<String, String> before, Map<String, String> after) {
        List<String> changes = new ArrayList<>();
        after.forEach((key, value) -> {
            String old = before.get(key);
            if (old == null) {
                changes.add("new: " + key + ": " + value);
            } else if (!old.equals(value)) {
                changes.add("changed: " + key + ": " + old + " -> " + value);
            }
        });
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                changes.add("gone: " + key + ": " + value);
            }
        });
        return changes;
    }

    /** In their order, without those that the others don't have. */
    private static List<String> rules(
            Map<String, Map<String, String>> configuration, Map<String, Map<String, String>> other) {
        return configuration.keySet().stream()
                .filter(entry -> entry.startsWith(ACCESS) && other.containsKey(entry))
                .map(entry -> entry.substring(ACCESS.length()))
                .toList();
    }

    /** The keys, or their sections, that differ and count from a start on only. */
    static List<String> needingRestart(UsherConfig former, UsherConfig next) {
        List<String> fixed = new ArrayList<>();
        addIf(!former.listen().equals(next.listen()), "listen", fixed);
        addIf(!former.tls().equals(next.tls()), "tls", fixed);
        addIf(!former.dataDir().equals(next.dataDir()), "data-dir", fixed);
        addIf(!former.management().equals(next.management()), "management", fixed);
        addIf(!former.inbound().equals(next.inbound()), "inbound", fixed);
        addIf(!former.events().equals(next.events()), "events", fixed);
        addIf(former.cuts().maxRecent() != next.cuts().maxRecent(), "cuts.max-recent", fixed);
        addIf(!sameButForTokens(former.sessions(), next.sessions()), "sessions", fixed);
        if (!former.sessions().tokens().equals(next.sessions().tokens())) {
            fixed.add("'sessions.tokens' (the 'parameter' of each check belongs to them)");
        }
        return fixed;
    }

    private static boolean sameButForTokens(SessionSettings former, SessionSettings next) {
        return former.withTokens(next.tokens()).equals(next);
    }

    private static void addIf(boolean differs, String key, List<String> fixed) {
        if (differs) {
            fixed.add("'" + key + "'");
        }
    }

    /** By backend, rule and limit, whose name stands in place of its number if it has one; everything else is one entry. */
    private static Map<String, Map<String, String>> byEntry(List<String> effective) {
        Map<String, Map<String, String>> byEntry = new LinkedHashMap<>();
        String rule = "";
        for (String line : effective) {
            int end = line.indexOf(": ");
            String key = line.substring(0, end);
            String value = line.substring(end + 2);
            Matcher ofRule = OF_RULE.matcher(key);
            if (ofRule.matches()) {
                if (ofRule.group(3).equals("name")) {
                    rule = value.isEmpty() ? ofRule.group(1) : ofRule.group(2) + '.' + value;
                }
                key = rule + '.' + ofRule.group(3);
            }
            byEntry.computeIfAbsent(ofRule.matches() ? rule : entryOf(key), entry -> new LinkedHashMap<>())
                    .put(key, value);
        }
        return byEntry;
    }

    private static String entryOf(String key) {
        return key.startsWith(BACKENDS) ? key.substring(0, key.indexOf('.', BACKENDS.length())) : "";
    }
}
