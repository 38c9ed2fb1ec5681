package tv.usher.engine.management.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Hash;

/**
 * All bans of one order, as the API shows them. What is unknown is null: a ban of a former version has neither who nor why.
 *
 * @param id      by which they can be ended together
 * @param kind    {@code user}, {@code token} or {@code session}, the widest that the order bans
 * @param user    whom it is known to keep out
 * @param session that was ended by it
 * @param what    is banned, in words
 * @param until   when the last of them is over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BanView(
        String id,
        String kind,
        @Nullable String user,
        @Nullable String backend,
        @Nullable String session,
        String what,
        @Nullable String why,
        @Nullable String since,
        String until,
        @Nullable String by) {

    private static final int ID_DIGITS = 12;

    /**
     * @param bans of one id, at least one
     */
    static BanView of(String id, List<StoredBan> bans) {
        BanOrder order = bans.get(0).order();
        UserId user = bans.stream()
                .map(StoredBan::user)
                .filter(one -> one != null)
                .findFirst()
                .orElse(order.about());
        String kind = kind(bans);
        long until = bans.stream()
                .map(StoredBan::until)
                .max(Comparator.naturalOrder())
                .orElse(0L);
        return new BanView(
                id,
                kind,
                user == null ? null : user.user(),
                user == null ? null : user.backend(),
                known(order.session()),
                what(kind, user),
                known(order.why()),
                order.since() == 0 ? null : Instant.ofEpochMilli(order.since()).toString(),
                Instant.ofEpochMilli(until).toString(),
                known(order.by()));
    }

    private static String kind(List<StoredBan> bans) {
        if (bans.stream().anyMatch(ban -> ban.user() != null)) {
            return "user";
        }
        return bans.stream().anyMatch(StoredBan::isOfToken) ? "token" : "session";
    }

    private static String what(String kind, @Nullable UserId user) {
        String whose = user == null ? "" : " of user " + user.user() + " of " + user.backend();
        return switch (kind) {
            case "user" -> whose.substring(" of ".length()) + ", whatever token comes";
            case "token" -> "one viewing" + whose + ", and its token wherever it is shown";
            default -> "one viewing" + whose;
        };
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The order's id, or one made of the target for a ban whose order isn't known. */
    static String idOf(StoredBan ban) {
        String id = ban.order().id();
        return id.isEmpty() ? Hash.SHA256.hex(ban.target().toString()).substring(0, ID_DIGITS) : id;
    }
}
