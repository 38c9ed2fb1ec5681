package tv.usher.engine.journal;

import tv.usher.api.AccessRequest;

/** Decisions and mismatches of shadows as log lines: {@code key=value} fields in a fixed order, {@code -} for what is unknown. */
final class DecisionLine {

    /** The longest value in characters; a longer one is cut. */
    static final int MAX_VALUE = 200;

    private DecisionLine() {}

    static String of(DecisionRecord decision) {
        StringBuilder line = new StringBuilder(256);
        add(line, "verdict", decision.verdict());
        add(line, "rule", decision.rule());
        add(line, "reason", decision.reason());
        add(line, "why", decision.why());
        addRequest(line, decision.request());
        add(line, "host", decision.request().host());
        add(line, "user", decision.user());
        add(line, "caller", decision.caller());
        add(line, "backend", decision.backend());
        add(line, "ms", Long.toString(decision.millis()));
        add(line, "answer", decision.answer());
        return line.toString();
    }

    static String of(ShadowMismatch mismatch) {
        StringBuilder line = new StringBuilder(256);
        add(line, "shadow", mismatch.shadow());
        add(line, "verdict", mismatch.verdict());
        add(line, "reason", mismatch.reason());
        add(line, "why", mismatch.why());
        add(line, "rule", mismatch.rule());
        addRequest(line, mismatch.request());
        add(line, "backend", mismatch.backend());
        add(line, "answer", mismatch.answer());
        return line.toString();
    }

    private static void addRequest(StringBuilder line, AccessRequest request) {
        add(line, "session", request.session());
        add(line, "client", request.clientAddress());
        add(line, "channel", request.channel().isEmpty() ? request.path() : request.channel());
    }

    private static void add(StringBuilder line, String key, String value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (value.isEmpty()) {
            line.append('-');
        } else if (isBare(value)) {
            line.append(value);
        } else {
            quote(line, value);
        }
    }

    private static boolean isBare(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '"' || c == '=') {
                return false;
            }
        }
        return value.length() <= MAX_VALUE;
    }

    /** No text from outside can end a field or a line. */
    private static void quote(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < Math.min(value.length(), MAX_VALUE); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c >= 0x20 && c < 0x7f) {
                line.append(c);
            } else {
                line.append(String.format(c > 0xff ? "\\u%04x" : "\\x%02x", (int) c));
            }
        }
        line.append(value.length() > MAX_VALUE ? "...\"" : "\"");
    }
}
