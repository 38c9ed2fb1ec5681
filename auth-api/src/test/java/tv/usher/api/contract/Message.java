package tv.usher.api.contract;

import java.util.List;
import tv.usher.api.Header;

/** A first line, headers, and after an empty line a body. */
record Message(String firstLine, List<Header> headers, String body) {

    static Message of(String text) {
        String[] headAndBody = text.split("\n\n", 2);
        String[] head = headAndBody[0].split("\n", 2);
        List<Header> headers = head.length < 2
                ? List.of()
                : head[1].lines().map(Message::header).toList();
        return new Message(head[0], headers, headAndBody.length < 2 ? "" : headAndBody[1]);
    }

    private static Header header(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("not a header: " + line);
        }
        return new Header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
}
