package tv.usher.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.session.SessionSettings;

/** What differs between two configurations, in words for operators. Secrets are compared by nobody, since they aren't shown. */
final class Changes {

    private Changes() {}

    /** A line for each key that has another value, has come or has gone. */
    static List<String> between(UsherConfig former, UsherConfig next) {
        Map<String, String> before = byKey(former.effective());
        Map<String, String> after = byKey(next.effective());
        List<String> changes = new ArrayList<>();
        after.forEach((key, value) -> {
            String old = before.remove(key);
            if (old == null) {
                changes.add("new: " + key + ": " + value);
            } else if (!old.equals(value)) {
                changes.add("changed: " + key + ": " + old + " -> " + value);
            }
        });
        before.forEach((key, value) -> changes.add("gone: " + key + ": " + value));
        return changes;
    }

    /** The keys, or their sections, that differ and count from a start on only. */
    static List<String> needingRestart(UsherConfig former, UsherConfig next) {
        List<String> fixed = new ArrayList<>();
        addIf(!former.listen().equals(next.listen()), "listen", fixed);
        addIf(!former.dataDir().equals(next.dataDir()), "data-dir", fixed);
        addIf(!former.management().equals(next.management()), "management", fixed);
        addIf(!former.inbound().equals(next.inbound()), "inbound", fixed);
        addIf(!sameButForTokens(former.sessions(), next.sessions()), "sessions", fixed);
        if (!former.sessions().tokens().equals(next.sessions().tokens())) {
            fixed.add("'sessions.tokens' (the 'parameter' of each check belongs to them)");
        }
        return fixed;
    }

    /** As a number of them, for people. */
    static String count(int changes) {
        return changes == 1 ? "1 change" : changes + " changes";
    }

    private static boolean sameButForTokens(SessionSettings former, SessionSettings next) {
        return former.withTokens(next.tokens()).equals(next);
    }

    private static void addIf(boolean differs, String key, List<String> fixed) {
        if (differs) {
            fixed.add("'" + key + "'");
        }
    }

    private static Map<String, String> byKey(List<String> lines) {
        Map<String, String> byKey = new LinkedHashMap<>();
        for (String line : lines) {
            int end = line.indexOf(": ");
            byKey.put(line.substring(0, end), line.substring(end + 2));
        }
        return byKey;
    }
}
