package tv.usher.backend.iptvportal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.QueryString;

/** What a Flussonic asks with when a viewer begins, as its {@code on_play} documents it. What isn't known is left out. */
final class FlussonicParameters {

    private FlussonicParameters() {}

    static QueryString about(AccessRequest request) {
        QueryString.Builder query = QueryString.builder();
        add(query, "name", stream(request));
        add(query, "proto", read(request.protocol()));
        add(query, "ip", request.clientAddress());
        query.add("request_type", "new_session").add("request_number", "0");
        add(query, "session_id", read(request.session()));
        query.add("stream_clients", "1")
                .add("total_clients", "1"); // this viewer; how many others there are isn't known
        add(query, "token", request.query().only("token").orElse(""));
        add(query, "qs", read(request.query().raw()));
        add(query, "host", read(request.host()));
        add(query, "referer", read(request.referer()));
        add(query, "user_agent", read(request.userAgent()));
        return query.build();
    }

    /** As people read what came with one character per byte. */
    private static String read(String wire) {
        return new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static void add(QueryString.Builder query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name, value);
        }
    }

    /** The channel, else the folder: {@code live/sport1} of {@code /live/sport1/index.m3u8}. */
    private static String stream(AccessRequest request) {
        if (!request.channel().isEmpty()) {
            return read(request.channel());
        }
        List<String> segments = request.segments();
        return String.join("/", segments.subList(0, Math.max(0, segments.size() - 1)));
    }
}
