package tv.usher.engine.wiring;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.cut.Cuts;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.StoredSession;

/** What sessions need of the configuration in force, since they outlive it: who cuts viewers, and who is out. Thread-safe. */
final class ConfigurationInForce implements SessionListener {

    private volatile Optional<Cuts> cuts = Optional.empty();
    private volatile Map<String, Authority> authorities = Map.of();

    void put(Optional<Cuts> cuts, Map<String, Authority> authorities) {
        this.cuts = cuts;
        this.authorities = authorities;
    }

    /** True for a backend that can't be asked now. */
    boolean isOut(String backend) {
        Authority authority = authorities.get(backend);
        return authority != null && authority.isOut();
    }

    /** The viewer was refused, and the media server has to be told to cut the connection too. */
    void refusedAndOpen(DecisionRequest refused) {
        ServerConnection connection = refused.serverConnection();
        if (connection != null) {
            AccessRequest request = refused.request();
            cuts.ifPresent(
                    each -> each.refused(refused.dialect(), connection, request.clientAddress(), request.channel()));
        }
    }

    @Override
    public void began(Session session) {}

    @Override
    public void restored(Session session, StoredSession stored) {}

    @Override
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        cuts.ifPresent(each -> each.ended(session, why, newer));
    }
}
