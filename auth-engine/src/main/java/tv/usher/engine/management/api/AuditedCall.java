package tv.usher.engine.management.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;

/**
 * What an operator had done, without the body, which may show a viewer's token.
 *
 * @param action the method and the address as it is documented
 * @param target what the address names, by the words in its braces
 */
record AuditedCall(String action, Map<String, String> target, Map<String, String> parameters, Operator operator) {

    /**
     * @param path as the route has it
     */
    static AuditedCall of(String method, List<String> path, ApiRequest request) {
        Map<String, String> target = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = path.get(i);
            if (segment.startsWith("{")) {
                target.put(
                        segment.substring(1, segment.length() - 1),
                        request.path().get(i));
            }
        }
        String action = method + " /api/" + String.join("/", path);
        return new AuditedCall(action, target, request.parameters(), request.operator());
    }

    /**
     * @param at     milliseconds of the wall clock since 1970
     * @param status of the answer
     */
    Event event(long at, int status) {
        return Event.of(EventType.AUDIT, at)
                .with("action", action)
                .with("by", operator.by())
                .with("agent", operator.agent())
                .with("target", target)
                .with("parameters", parameters)
                .with("status", status)
                .build();
    }
}
