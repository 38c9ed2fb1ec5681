package tv.usher.engine.net;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, with one canonical text (RFC 5952 for IPv6; IPv4-mapped IPv6 is IPv4).
 *
 * @param high the upper 64 bits of an IPv6 address, else 0
 * @param low  the lower 64 bits of an IPv6 address, or the 32 bits of an IPv4 address
 * @param bits 32 or 128
 */
public record IpAddress(long high, long low, int bits) {

    /** Never asks DNS. Empty for what is no plain address: a name, a port, a zone, leading zeros, a shortened IPv4 address. */
    public static Optional<IpAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            return v4(text);
        }
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return Optional.empty();
        }
        return withoutDots(text)
                .map(NetUtil::createByteArrayFromIpAddressString)
                .map(IpAddress::of);
    }

    // Netty takes leading zeros in the IPv4 tail of an IPv6 address, and takes ::1.2.3.4 for 1.2.3.4.
    private static Optional<String> withoutDots(String text) {
        if (text.indexOf('.') < 0) {
            return Optional.of(text);
        }
        int tail = text.lastIndexOf(':') + 1;
        return v4(text.substring(tail))
                .map(v4 -> text.substring(0, tail)
                        + Long.toHexString(v4.low >> 16)
                        + ':'
                        + Long.toHexString(v4.low & 0xffff));
    }

    /** {@link #customer} of this text; empty as {@link #parse} is. */
    public static Optional<IpAddress> customerOf(String text) {
        return parse(text).map(IpAddress::customer);
    }

    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    private static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return new IpAddress(0, number(bytes, 0, 4), 32);
        }
        long high = number(bytes, 0, 8);
        long low = number(bytes, 8, 8);
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        return mapped ? new IpAddress(0, low & 0xffffffffL, 32) : new IpAddress(high, low, 128);
    }

    private static long number(byte[] bytes, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }

    private static Optional<IpAddress> v4(String text) {
        long address = 0;
        int octet = -1;
        int dots = 0;
        boolean leadingZero = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && octet >= 0 && dots < 3) {
                address = address << 8 | octet;
                octet = -1;
                dots++;
            } else if (c >= '0' && c <= '9' && !(octet >= 0 && leadingZero)) {
                leadingZero = octet < 0 && c == '0';
                octet = (octet < 0 ? 0 : octet * 10) + c - '0';
            } else {
                return Optional.empty();
            }
            if (octet > 255) {
                return Optional.empty();
            }
        }
        return dots == 3 && octet >= 0 ? Optional.of(new IpAddress(0, address << 8 | octet, 32)) : Optional.empty();
    }

    /** What one customer has: an IPv4 address, or the /64 of an IPv6 address. */
    public IpAddress customer() {
        return bits == 32 ? this : new IpAddress(high, 0, 128);
    }

    /** This address with all bits after the first {@code prefix} cleared. */
    IpAddress masked(int prefix) {
        if (bits == 32) {
            return new IpAddress(0, low & upper(prefix + 32), 32);
        }
        return new IpAddress(high & upper(Math.min(prefix, 64)), low & upper(Math.max(prefix - 64, 0)), 128);
    }

    private static long upper(int ones) {
        return ones == 0 ? 0 : -1L << (64 - ones);
    }

    public InetAddress toInetAddress() {
        byte[] bytes = new byte[bits / 8];
        for (int i = 0; i < bytes.length; i++) {
            int shift = bits - 8 - 8 * i;
            bytes[i] = (byte) (shift >= 64 ? high >> shift - 64 : low >> shift);
        }
        try {
            return bits == 32 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        if (bits == 32) {
            return (low >> 24) + "." + (low >> 16 & 0xff) + "." + (low >> 8 & 0xff) + "." + (low & 0xff);
        }
        return NetUtil.toAddressString(toInetAddress());
    }
}
