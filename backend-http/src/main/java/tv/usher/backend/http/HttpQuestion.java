package tv.usher.backend.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.api.RequestBody;

/** The question as the operator tells it. What is put into it is escaped for where it stands. Immutable. */
final class HttpQuestion {

    /** By whose question all headers of the convention are found. */
    private static final AccessRequest WHO_TELLS_ALL = AccessRequest.builder()
            .session("a")
            .channel("a")
            .clientAddress("192.0.2.1")
            .path("/a")
            .origin("http://a")
            .host("a")
            .userAgent("a")
            .build();

    /** The engine knows viewers by it without being told. */
    private static final Set<String> KNOWN_BY = Set.of("token");

    private final Endpoint endpoint;
    private final HttpConfig config;
    private final Set<String> identifying = new TreeSet<>();

    /**
     * @throws IllegalArgumentException if a header is no header, or not the operator's to set; the message is for him
     */
    HttpQuestion(HttpConfig config) {
        this.endpoint = Endpoint.of(config.address());
        this.config = config;
        List<Header> tried = new ArrayList<>();
        config.headers().keySet().forEach(name -> tried.add(new Header(name, "")));
        (config.isTold() ? endpoint.get(QueryString.EMPTY) : endpoint.get(WHO_TELLS_ALL)).headers(tried);
        config.query().values().forEach(template -> identifying.addAll(template.names()));
        config.headers().values().forEach(template -> identifying.addAll(template.names()));
        config.body().ifPresent(template -> identifying.addAll(template.names()));
        identifying.removeIf(name -> !ViewerValues.identifies(name));
    }

    /** Empty if something that it needs isn't known of the viewer. */
    Optional<BackendRequest> about(AccessRequest request) {
        ViewerValues viewer = new ViewerValues(request);
        Optional<BackendRequest> question = config.isTold() ? told(viewer) : Optional.of(endpoint.get(request));
        return question.flatMap(asked -> withHeaders(asked, viewer))
                .map(asked -> KNOWN_BY.containsAll(identifying)
                        ? asked
                        : asked.identifiedBy(identity(viewer).toArray(String[]::new)));
    }

    private Optional<BackendRequest> told(ViewerValues viewer) {
        QueryString.Builder query = QueryString.builder();
        for (Map.Entry<String, Template> parameter : config.query().entrySet()) {
            Optional<String> value = parameter.getValue().fill(viewer);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            query.add(parameter.getKey(), value.get());
        }
        if (config.body().isEmpty()) {
            return Optional.of(endpoint.get(query.build()));
        }
        return config.body()
                .get()
                .fill(viewer)
                .map(json -> endpoint.post(RequestBody.json(json)).query(query.build()));
    }

    private Optional<BackendRequest> withHeaders(BackendRequest asked, ViewerValues viewer) {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, Template> header : config.headers().entrySet()) {
            Optional<String> value = header.getValue().fill(viewer);
            if (value.isEmpty() || value.get().chars().anyMatch(Character::isISOControl)) {
                return Optional.empty(); // a line end would begin another header
            }
            headers.add(new Header(header.getKey(), wire(value.get())));
        }
        return Optional.of(asked.headers(headers));
    }

    private static String wire(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** What the viewer shows and the question has. */
    Collection<String> identity(ViewerValues viewer) {
        List<String> identity = new ArrayList<>();
        identifying.forEach(name -> viewer.get(name).ifPresent(identity::add));
        return identity;
    }

    /** By which names viewers show who they are. */
    Set<String> identifyingNames() {
        return Set.copyOf(identifying);
    }
}
