package tv.usher.engine.cut;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;
import tv.usher.engine.net.IpAddress;

/**
 * Astra, by {@code POST /control/} as an administrator: first the list of sessions, then {@code close-session}. That {@code X-Session-ID} is the
 * list's {@code client_id} is nowhere promised, and ids may begin again when Astra does. So only entries of that channel and address count. Of
 * several it is the one with that id; without it nobody is cut, since it may be a neighbour. Nor is anybody who came later than the viewer: Astra
 * doesn't tell when a viewer leaves, so that entry is somebody's next viewing.
 */
public final class AstraCutter implements Cutter {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /**
     * By how much an entry's age may fall short of the viewer's: Astra may count from a moment after its question, and another Usher's clock may
     * differ a little. More would take a viewer who zaps away and back for the former one, as would more than half of the age of a young one.
     */
    private static final Duration MOST_TOLERANCE = Duration.ofSeconds(10);

    private static final Pattern CONNECTION = Pattern.compile("([^ ]+) ([^ ]+) ([^ ]+)");

    /** By API: a list may have megabytes, so there is one at a time. */
    private final Map<String, SharedAnswer<Listed>> lists = new ConcurrentHashMap<>();

    private record Listed(BackendResponse answer, JsonNode sessions) {}

    /** Of a question's headers; empty if they tell none that could be cut, as Alta's, which has no API for that. */
    public static String connection(String sessionId, String channelId, String address) {
        boolean told = WORD.matcher(sessionId).matches()
                && WORD.matcher(channelId).matches()
                && WORD.matcher(address).matches();
        return told ? sessionId + ' ' + channelId + ' ' + address : "";
    }

    @Override
    public CompletableFuture<CutResult> cut(ApiClient api, String connection, Duration age) {
        Matcher parts = CONNECTION.matcher(connection);
        if (!parts.matches()) {
            return CompletableFuture.completedFuture(CutResult.strange());
        }
        return list(api).thenCompose(listed -> {
            BackendResponse answer = listed.answer();
            if (!CutResult.isGood(answer) || !listed.sessions().isArray()) {
                return CompletableFuture.completedFuture(
                        CutResult.isGood(answer) ? CutResult.strange() : CutResult.failed(answer.status()));
            }
            List<JsonNode> found = entries(listed.sessions(), parts.group(1), parts.group(2), parts.group(3), age);
            return close(api, found);
        });
    }

    private CompletableFuture<Listed> list(ApiClient api) {
        return lists.computeIfAbsent(api.base(), base -> new SharedAnswer<>())
                .ask(() -> command(api, ApiJson.object().put("cmd", "sessions"))
                        .thenApply(answer ->
                                new Listed(answer, ApiJson.read(answer.body()).path("sessions"))));
    }

    /** Of that place the entry with that id, else all of them; none if they came later. */
    private static List<JsonNode> entries(JsonNode sessions, String id, String channel, String address, Duration age) {
        List<JsonNode> there = new ArrayList<>();
        for (JsonNode session : sessions) {
            if (!session.path("channel_id").asText().equals(channel)
                    || !canonical(session.path("addr").asText()).equals(canonical(address))) {
                continue;
            }
            if (session.path("client_id").asText().equals(id)) {
                return cameLater(session, age) ? List.of() : List.of(session);
            }
            there.add(session);
        }
        return there.stream().allMatch(session -> cameLater(session, age)) ? List.of() : there;
    }

    private static String canonical(String address) {
        return IpAddress.parse(address).map(IpAddress::toString).orElse(address);
    }

    /** False where the list doesn't tell, as that of an old Astra. */
    private static boolean cameLater(JsonNode session, Duration age) {
        long uptime = session.path("uptime").asLong(Long.MAX_VALUE);
        Duration half = age.dividedBy(2);
        Duration tolerance = half.compareTo(MOST_TOLERANCE) < 0 ? half : MOST_TOLERANCE;
        return uptime < age.minus(tolerance).toSeconds();
    }

    private static CompletableFuture<CutResult> close(ApiClient api, List<JsonNode> found) {
        if (found.size() != 1) {
            return CompletableFuture.completedFuture(
                    found.isEmpty()
                            ? CutResult.GONE
                            : new CutResult(
                                    CutResult.Kind.FAILED,
                                    "several viewers of this channel have this address, and none of them the id that Astra told"));
        }
        ObjectNode command = ApiJson.object().put("cmd", "close-session");
        // Exactly as the list has it: ids were numbers once, and are texts now.
        return command(api, command.set("id", found.get(0).path("client_id"))).thenApply(CutResult::byStatus);
    }

    private static CompletableFuture<BackendResponse> command(ApiClient api, JsonNode command) {
        return api.post("/control/", command.toString());
    }
}
