package tv.usher.engine.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.ShortText;

/**
 * An operator's order that a ban comes from. One order may ban a user and several viewings; all these bans have its id.
 *
 * @param id      empty for a ban of a version that didn't keep it
 * @param since   milliseconds of the wall clock since 1970; 0 if unknown
 * @param by      who gave it, in words; empty if unknown
 * @param why     as the operator says it, may be empty
 * @param session id of the session that it ended; empty if it ended a user's
 * @param about   whom it was known to keep out; null if unknown
 */
public record BanOrder(
        String id,
        long since,
        String by,
        String why,
        String session,
        @Nullable UserId about) {

    /** The longest text in characters; a longer one is cut. */
    public static final int MAX_TEXT = 200;

    /** Of a ban whose order wasn't kept. */
    public static final BanOrder UNKNOWN = new BanOrder("", 0, "", "", "", null);

    private static final int PARTS = 8;
    private static final String VERSION = "1";

    public BanOrder {
        by = line(by);
        why = line(why);
    }

    private static String line(String text) {
        String cut = ShortText.of(text, MAX_TEXT);
        return cut.chars().anyMatch(Character::isISOControl) ? cut.replaceAll("\\p{Cntrl}", " ") : cut;
    }

    /** The same order, of another clock's moment. */
    public BanOrder at(long moment) {
        return new BanOrder(id, moment, by, why, session, about);
    }

    /** The user's name alone; empty if unknown. */
    String user() {
        return about == null ? "" : about.user();
    }

    /** For stores. */
    public String text() {
        String backend = about == null ? "" : about.backend();
        return String.join("\t", VERSION, id, Long.toString(since), session, by, why, backend, user());
    }

    /** Empty if the text isn't one of {@link #text}. */
    public static Optional<BanOrder> parse(String text) {
        String[] parts = text.split("\t", PARTS);
        if (parts.length < PARTS
                || !parts[0].equals(VERSION)
                || !parts[1].matches("[0-9a-f]{0,32}")
                || !parts[2].matches("[0-9]{1,15}")
                || !parts[3].matches("[0-9a-f]{0,32}")) {
            return Optional.empty();
        }
        UserId about = parts[7].isEmpty() ? null : new UserId(parts[6], parts[7]);
        return Optional.of(new BanOrder(parts[1], Long.parseLong(parts[2]), parts[4], parts[5], parts[3], about));
    }
}
