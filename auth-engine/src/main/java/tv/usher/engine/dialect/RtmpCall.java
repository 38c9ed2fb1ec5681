package tv.usher.engine.dialect;

import java.util.List;
import java.util.Map;
import tv.usher.engine.util.ReasonCode;

/**
 * A call of nginx-rtmp: first its own fields, {@code call} and the fields of that call, then the raw arguments of the viewer. No argument
 * of the viewer can be taken for an own field.
 *
 * @param own    nginx-rtmp's fields
 * @param viewer the viewer's raw arguments
 */
record RtmpCall(FormFields own, String viewer) {

    private static final Map<String, List<String>> FIELDS = Map.of(
            "play", List.of("name", "start", "duration", "reset"),
            "publish", List.of("name", "type"),
            "update_play", List.of("time", "timestamp", "name"),
            "update_publish", List.of("time", "timestamp", "name"),
            "play_done", List.of("name"),
            "publish_done", List.of("name"),
            "done", List.of("name"));

    /**
     * @param form pairs joined by {@code &}
     */
    static RtmpCall parse(String form) {
        int call = form.startsWith("call=") ? 0 : form.indexOf("&call=") + 1;
        if (call == 0 && !form.startsWith("call=")) {
            throw new UnreadableCall(ReasonCode.CALL_INCOMPLETE, "no field 'call'; is the caller nginx-rtmp?");
        }
        int end = endOfPair(form, call);
        int next = end;
        for (String field : FIELDS.getOrDefault(form.substring(call + "call=".length(), end), List.of())) {
            if (form.startsWith('&' + field + '=', next)) {
                next = endOfPair(form, next + 1);
            }
        }
        String viewer = form.substring(Math.min(next + 1, form.length()));
        return new RtmpCall(new FormFields(form.substring(0, next)), viewer);
    }

    private static int endOfPair(String form, int start) {
        int end = form.indexOf('&', start);
        return end < 0 ? form.length() : end;
    }

    /** Never shows the viewer's arguments. */
    @Override
    public String toString() {
        return "RtmpCall[" + own.get("call") + "]";
    }
}
