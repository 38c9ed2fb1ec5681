package tv.usher.engine.management.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.UserId;

/** Whom operators keep out. */
public final class BansResource {

    private static final Logger log = LoggerFactory.getLogger(BansResource.class);

    private static final String USER = "user";

    private final Sessions sessions;

    public BansResource(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The newest first.
     *
     * @param total of all, or of that user
     */
    record BansPage(int total, List<BanView> bans) {}

    /**
     * @param bans those that are over now
     */
    record Lifted(boolean ended, List<BanView> bans) {}

    Optional<BansPage> list(ApiRequest request) {
        request.allowOnly(Set.of(USER, Limit.PARAMETER));
        List<BanView> found = views(byId(isOf(request.parameter(USER))));
        return Optional.of(new BansPage(
                found.size(), found.stream().limit(Limit.of(request)).toList()));
    }

    Optional<Lifted> end(ApiRequest request) {
        request.allowOnly(Set.of());
        String id = request.path().get(1);
        return lift(byId(ban -> BanView.idOf(ban).equals(id)), "no ban has this id", request);
    }

    Optional<Lifted> endOfUser(ApiRequest request) {
        request.allowOnly(Set.of(USER));
        if (request.parameter(USER).isEmpty()) {
            throw new ApiException(ApiProblem.BAD_REQUEST, "'user' must say whose bans are to end");
        }
        return lift(byId(isOf(request.parameter(USER))), "no ban is of this user", request);
    }

    private Optional<Lifted> lift(Map<String, List<StoredBan>> found, String otherwise, ApiRequest request) {
        if (found.isEmpty()) {
            throw new ApiException(ApiProblem.NO_SUCH_BAN, otherwise);
        }
        List<BanView> views = views(found);
        found.values().forEach(bans -> bans.forEach(sessions::lift));
        views.forEach(view ->
                log.info("an operator ({}) ended ban {}: {}", request.operator().by(), view.id(), view.what()));
        return Optional.of(new Lifted(true, views));
    }

    private static Predicate<StoredBan> isOf(Optional<String> user) {
        return ban -> user.isEmpty()
                || nameIn(ban.user()).equals(user.get())
                || nameIn(ban.order().about()).equals(user.get());
    }

    private static String nameIn(@Nullable UserId user) {
        return user == null ? "" : user.user();
    }

    private Map<String, List<StoredBan>> byId(Predicate<StoredBan> wanted) {
        Map<String, List<StoredBan>> byId = new LinkedHashMap<>();
        sessions.forEachBan(ban -> {
            if (wanted.test(ban)) {
                byId.computeIfAbsent(BanView.idOf(ban), id -> new ArrayList<>()).add(ban);
            }
        });
        return byId;
    }

    private static List<BanView> views(Map<String, List<StoredBan>> byId) {
        List<BanView> views = new ArrayList<>();
        byId.forEach((id, bans) -> views.add(BanView.of(id, bans)));
        views.sort(Comparator.comparing(BanView::since, Comparator.nullsLast(Comparator.reverseOrder()))
                .thenComparing(BanView::id));
        return views;
    }
}
