package tv.usher.engine.session.redis;

import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.session.SessionStore.Listener;

/**
 * Takes over the sessions that can be cut at a media server and whose Usher is gone: nobody asks about them again, so no other Usher would have
 * them to cut them. Some at each beat, so that very many delay no kick. Used by one thread; blocks.
 */
final class OrphanedSessions {

    /** Calls, each of about a hundred sessions. */
    private static final int AT_ONCE = 50;

    private final RedisConnection connection;
    private final Shards shards;
    private final Nodes nodes;
    private final Listener listener;

    private boolean due = true; // at the start
    private boolean interrupted;
    private int shard;
    private String next = "0";

    OrphanedSessions(RedisConnection connection, Shards shards, Nodes nodes, Listener listener) {
        this.connection = connection;
        this.shards = shards;
        this.nodes = nodes;
        this.listener = listener;
        this.shard = shards.all().size();
    }

    /** Begins if an Usher has gone. Not soon after an outage, when others haven't told yet that they are there. */
    void begin() {
        due |= nodes.haveLeft();
        if (due && !isUnderWay()) {
            due = false;
            shard = 0;
        }
    }

    private boolean isUnderWay() {
        return shard < shards.all().size();
    }

    void takeSome() {
        if (isUnderWay()) {
            nodes.tellNow(); // or somebody who has just started would be taken for gone
        }
        for (int i = 0; i < AT_ONCE && isUnderWay(); i++) {
            take(shards.all().get(shard));
        }
    }

    private void take(Shard from) {
        List<String> values = new ArrayList<>(List.of(next, from.teller(), interrupted ? "1" : "0"));
        values.addAll(nodes.others());
        List<Object> answer = RedisConnection.await(connection.run(from, Script.TAKE_OVER, values));
        from.replies().sessions(answer).forEach(listener::restored);
        next = String.valueOf(answer.get(0));
        if (next.equals("0")) {
            shard++;
            interrupted &= isUnderWay();
        }
    }

    /** What was under way begins again, later: of what was taken, the answer may have been lost. */
    void interrupt() {
        if (isUnderWay()) {
            due = true;
            interrupted = true;
            shard = shards.all().size();
            next = "0";
        }
    }
}
