package tv.usher.engine.session.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import tv.usher.engine.session.StoredBan;

/** Bans, and ends of bans, that aren't written yet. Bounded; thread-safe. An end is written before a ban of the same target, which is newer. */
final class PendingBans {

    private final Map<Object, StoredBan> lifted = new HashMap<>();
    private final Map<Object, StoredBan> made = new HashMap<>();
    private final int most;

    PendingBans(int most) {
        this.most = most;
    }

    /**
     * @return false if there is no room for it
     */
    synchronized boolean made(StoredBan ban) {
        if (made.size() >= most && !made.containsKey(ban.target())) {
            return false;
        }
        made.merge(ban.target(), ban, (former, latter) -> latter.until() > former.until() ? latter : former);
        return true;
    }

    /**
     * @return false if there is no room for it
     */
    synchronized boolean lifted(StoredBan ban) {
        if (lifted.size() >= most && !lifted.containsKey(ban.target())) {
            return false;
        }
        made.remove(ban.target());
        lifted.put(ban.target(), ban);
        return true;
    }

    /** True if so many wait, or as many as may. */
    synchronized boolean isFull(int enough) {
        return made.size() >= Math.min(most, enough);
    }

    /** Takes up to so many ends; no bans are taken while an end waits. */
    synchronized List<StoredBan> takeLifted(int atMost) {
        return take(lifted, atMost);
    }

    synchronized List<StoredBan> takeMade(int atMost) {
        return lifted.isEmpty() ? take(made, atMost) : List.of();
    }

    private static List<StoredBan> take(Map<Object, StoredBan> from, int atMost) {
        List<StoredBan> taken = new ArrayList<>();
        Iterator<StoredBan> bans = from.values().iterator();
        while (bans.hasNext() && taken.size() < atMost) {
            taken.add(bans.next());
            bans.remove();
        }
        return taken;
    }

    /** These couldn't be written; what was queued since is newer. */
    synchronized void giveBack(List<StoredBan> liftedBefore, List<StoredBan> madeBefore) {
        for (StoredBan ban : madeBefore) {
            if (!lifted.containsKey(ban.target())) {
                made(ban);
            }
        }
        liftedBefore.forEach(ban -> lifted.putIfAbsent(ban.target(), ban));
    }
}
