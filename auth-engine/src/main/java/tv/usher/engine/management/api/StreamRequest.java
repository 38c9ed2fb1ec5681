package tv.usher.engine.management.api;

import java.util.EnumSet;
import java.util.Set;
import tv.usher.engine.event.EventType;

/**
 * What somebody wants to hear.
 *
 * @param status also how Usher is, every second
 */
record StreamRequest(Set<EventType> types, boolean status) {

    static final String TYPES = "types";
    static final String STATUS = "status";

    /**
     * @throws ApiException if it names what there isn't
     */
    static StreamRequest of(ApiRequest request) {
        request.allowOnly(Set.of(TYPES));
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        String wanted = request.parameter(TYPES).orElse("");
        if (wanted.isEmpty()) {
            return new StreamRequest(EnumSet.allOf(EventType.class), false);
        }
        boolean status = false;
        for (String word : wanted.split(",", -1)) {
            if (word.equals(STATUS)) {
                status = true;
            } else {
                types.add(EventType.of(word)
                        .orElseThrow(() -> new ApiException(
                                ApiProblem.BAD_REQUEST,
                                "'types' must be some of status and the types of events, with commas between")));
            }
        }
        return new StreamRequest(types, status);
    }
}
