package tv.usher.engine.session.redis;

import tv.usher.engine.session.BanOrder;

/** Orders of bans as texts in Redis, with moments of its clock. */
final class BanOrders {

    private BanOrders() {}

    static String write(BanOrder order, ServerClock clock) {
        return order.since() == 0
                ? order.text()
                : order.at(clock.toServer(order.since())).text();
    }

    /** Unknown if the text is none, as a former version's. */
    static BanOrder read(String text, ServerClock clock) {
        return BanOrder.parse(text)
                .map(order -> order.since() == 0 ? order : order.at(clock.toWall(order.since())))
                .orElse(BanOrder.UNKNOWN);
    }
}
