package tv.usher.engine.management.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.Revocations;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.UserId;

/** Whom operators keep out. */
public final class BansResource {

    private static final Logger log = LoggerFactory.getLogger(BansResource.class);

    private static final String USER = "user";
    private static final String BACKEND = "backend";

    private final Revocations revocations;

    public BansResource(Revocations revocations) {
        this.revocations = revocations;
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
        request.allowOnly(Set.of(USER, ApiRequest.LIMIT));
        List<BanView> found =
                views(byId(request.parameter(USER).map(BansResource::isOf).orElse(ban -> true)));
        return Optional.of(
                new BansPage(found.size(), found.stream().limit(request.limit()).toList()));
    }

    Optional<Lifted> end(ApiRequest request) {
        request.allowOnly(Set.of());
        String id = request.path().get(1);
        return lift(byId(ban -> BanView.idOf(ban).equals(id)), "no ban has this id", request);
    }

    /** Users of two backends may have one name and be two people: then nobody's ban ends unless the backend is named. */
    Optional<Lifted> endOfUser(ApiRequest request) {
        request.allowOnly(Set.of(USER, BACKEND));
        String user = request.parameter(USER)
                .orElseThrow(() -> new ApiException(ApiProblem.BAD_REQUEST, "'user' must say whose bans are to end"));
        Optional<String> backend = request.parameter(BACKEND);
        if (backend.isPresent()) {
            Predicate<StoredBan> wanted = isOf(user).and(ban -> backendIn(ban).equals(backend.get()));
            return lift(byId(wanted), "no ban is of this user of this backend", request);
        }
        Map<String, List<StoredBan>> found = byId(isOf(user));
        requireOneBackend(found);
        return lift(found, "no ban is of this user", request);
    }

    private static void requireOneBackend(Map<String, List<StoredBan>> found) {
        Set<String> backends = new TreeSet<>();
        found.values().forEach(bans -> bans.forEach(ban -> backends.add(backendIn(ban))));
        if (backends.size() > 1) {
            throw new ApiException(
                    ApiProblem.BAD_REQUEST,
                    "users of several backends have this name and are banned; 'backend' must name one of them: "
                            + String.join(", ", backends));
        }
    }

    private Optional<Lifted> lift(Map<String, List<StoredBan>> found, String otherwise, ApiRequest request) {
        if (found.isEmpty()) {
            throw new ApiException(ApiProblem.NO_SUCH_BAN, otherwise);
        }
        List<BanView> views = views(found);
        found.values().forEach(bans -> bans.forEach(revocations::lift));
        views.forEach(view ->
                log.info("an operator ({}) ended ban {}: {}", request.operator().by(), view.id(), view.what()));
        return Optional.of(new Lifted(true, views));
    }

    private static Predicate<StoredBan> isOf(String user) {
        return ban -> {
            UserId banned = userIn(ban);
            return banned != null && banned.user().equals(user);
        };
    }

    private static String backendIn(StoredBan ban) {
        UserId banned = userIn(ban);
        return banned == null ? "" : banned.backend();
    }

    /** Null if it isn't known whom it keeps out. */
    private static @Nullable UserId userIn(StoredBan ban) {
        return ban.user() != null ? ban.user() : ban.order().about();
    }

    private Map<String, List<StoredBan>> byId(Predicate<StoredBan> wanted) {
        Map<String, List<StoredBan>> byId = new LinkedHashMap<>();
        revocations.forEachBan(ban -> {
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
