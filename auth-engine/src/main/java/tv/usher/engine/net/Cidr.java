package tv.usher.engine.net;

/**
 * A range of addresses: {@code 192.168.0.0/16}, {@code fd00::/8}, or a single address. IPv4-mapped IPv6 counts as IPv4.
 *
 * @param network the bytes of the network's address, 4 or 16
 * @param prefix  how many leading bits count
 */
public record Cidr(IpAddress network, int prefix) {

    /** The range of one address alone. */
    public static Cidr of(IpAddress address) {
        return new Cidr(address, address.bits());
    }

    /**
     * @throws IllegalArgumentException if the text is no address with an optional prefix, or has bits set beyond the prefix
     */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("is not an IP address or range, as in 192.168.0.0/16"));
        if (slash < 0) {
            return of(address);
        }
        String digits = text.substring(slash + 1);
        boolean mapped = address.bits() == 32 && text.indexOf(':') >= 0;
        int prefix = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) - (mapped ? 96 : 0) : -1;
        if (prefix < 0 || prefix > address.bits()) {
            throw new IllegalArgumentException("has no valid prefix length after '/'");
        }
        if (!address.masked(prefix).equals(address)) {
            throw new IllegalArgumentException(
                    "has bits set beyond its prefix, did you mean " + address.masked(prefix) + "/" + prefix + "?");
        }
        return new Cidr(address, prefix);
    }

    public boolean contains(IpAddress address) {
        return address.bits() == network.bits() && address.masked(prefix).equals(network);
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
