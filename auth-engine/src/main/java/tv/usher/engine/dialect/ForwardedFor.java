package tv.usher.engine.dialect;

/** The viewer's address in {@code X-Forwarded-For}: the last entry, the one that the caller itself has added. */
final class ForwardedFor {

    private static final String HEADER = "X-Forwarded-For";

    private ForwardedFor() {}

    static String client(Call call) {
        String list = call.lastHeader(HEADER);
        return Facts.address(HEADER, list.substring(list.lastIndexOf(',') + 1).strip());
    }
}
