package tv.usher.engine.net;

import java.util.List;

/** Whether ranges leave no address out, so that to trust them is to trust everybody. */
public final class EveryAddress {

    private static final IpAddress FIRST_V4 = new IpAddress(0, 0, 32);
    private static final IpAddress FIRST_V6 = new IpAddress(0, 0, 128);

    private EveryAddress() {}

    /** True if the ranges cover all addresses of IPv4 or all of IPv6, also if many small ranges do so together. */
    public static boolean isIn(List<Cidr> ranges) {
        return isCovered(new Cidr(FIRST_V4, 0), ranges) || isCovered(new Cidr(FIRST_V6, 0), ranges);
    }

    private static boolean isCovered(Cidr whole, List<Cidr> ranges) {
        if (ranges.stream().anyMatch(range -> isWithin(whole, range))) {
            return true;
        }
        List<Cidr> inside =
                ranges.stream().filter(range -> isWithin(range, whole)).toList();
        int prefix = whole.prefix() + 1;
        return !inside.isEmpty()
                && isCovered(new Cidr(whole.network(), prefix), inside)
                && isCovered(new Cidr(upperHalf(whole), prefix), inside);
    }

    private static boolean isWithin(Cidr range, Cidr whole) {
        return range.prefix() >= whole.prefix() && whole.contains(range.network());
    }

    private static IpAddress upperHalf(Cidr range) {
        IpAddress first = range.network();
        long bit = 1L << 63 - (range.prefix() + 128 - first.bits()) % 64;
        return first.bits() == 128 && range.prefix() < 64
                ? new IpAddress(first.high() | bit, first.low(), 128)
                : new IpAddress(first.high(), first.low() | bit, first.bits());
    }
}
