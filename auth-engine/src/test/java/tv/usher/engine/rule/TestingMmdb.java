package tv.usher.engine.rule;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;

/**
 * Writes small databases in MaxMind's format: a binary tree over the bits of IPv6 addresses (IPv4 is below {@code ::/96}), 16 zero bytes,
 * the records, and the description of it all.
 *
 * @see <a href="https://maxmind.github.io/MaxMind-DB/">MaxMind DB File Format Specification</a>
 */
public final class TestingMmdb {

    private static final int STRING = 2;
    private static final int UINT16 = 5;
    private static final int UINT32 = 6;
    private static final int MAP = 7;
    private static final int UINT64 = 9;
    private static final int ARRAY = 11;

    private final List<long[]> nodes = new ArrayList<>(List.of(new long[2]));
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    /** A network in a country; a smaller network must come after those around it. */
    public TestingMmdb with(String network, String country) {
        return with(network, Map.of("country", Map.of("iso_code", country, "names", Map.of("en", "any"))));
    }

    TestingMmdb with(String network, Map<String, ?> record) {
        int offset = records.size();
        value(records, record);
        Cidr range = Cidr.parse(network);
        int skipped = 128 - range.network().bits();
        insert(range.network(), skipped + range.prefix(), -1 - offset);
        return this;
    }

    /** Records are 0 (empty), the number of a node, or -1 minus an offset in the records. */
    private void insert(IpAddress network, int prefix, long record) {
        int node = 0;
        for (int i = 0; i < prefix - 1; i++) {
            int bit = bit(network, i);
            long next = nodes.get(node)[bit];
            if (next <= 0) {
                nodes.add(new long[] {next, next});
                nodes.get(node)[bit] = nodes.size() - 1;
            }
            node = (int) nodes.get(node)[bit];
        }
        nodes.get(node)[bit(network, prefix - 1)] = record;
    }

    private static int bit(IpAddress address, int index) {
        boolean upper = index < 64;
        long word = upper ? address.high() : address.low();
        return (int) (word >>> 63 - index % 64) & 1;
    }

    public void write(Path file) {
        try {
            Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (long[] node : nodes) {
            for (long record : node) {
                long written = record == 0 ? nodes.size() : record > 0 ? record : nodes.size() + 16 - 1 - record;
                out.writeInt((int) written);
            }
        }
        out.write(new byte[16]);
        records.writeTo(out);
        out.write(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.writeBytes("MaxMind.com");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("node_count", new Number(UINT32, nodes.size()));
        metadata.put("record_size", new Number(UINT16, 32));
        metadata.put("ip_version", new Number(UINT16, 6));
        metadata.put("binary_format_major_version", new Number(UINT16, 2));
        metadata.put("binary_format_minor_version", new Number(UINT16, 0));
        metadata.put("build_epoch", new Number(UINT64, 1_800_000_000));
        metadata.put("database_type", "Test-Country");
        metadata.put("languages", List.of("en"));
        metadata.put("description", Map.of("en", "for tests"));
        value(bytes, metadata);
        return bytes.toByteArray();
    }

    private record Number(int type, long value) {}

    private static void value(ByteArrayOutputStream out, Object value) {
        if (value instanceof Map<?, ?> map) {
            control(out, MAP, map.size());
            map.forEach((key, each) -> {
                value(out, key);
                value(out, each);
            });
        } else if (value instanceof List<?> list) {
            control(out, ARRAY, list.size());
            list.forEach(each -> value(out, each));
        } else if (value instanceof Number number) {
            control(out, number.type(), number.type() == UINT16 ? 2 : number.type() == UINT32 ? 4 : 8);
            for (int shift = number.type() == UINT16 ? 8 : number.type() == UINT32 ? 24 : 56; shift >= 0; shift -= 8) {
                out.write((int) (number.value() >>> shift));
            }
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            control(out, STRING, text.length);
            out.writeBytes(text);
        }
    }

    /** Types beyond 7 have a byte of their own; sizes here stay below 29, which need none. */
    private static void control(ByteArrayOutputStream out, int type, int size) {
        if (size > 28) {
            throw new IllegalArgumentException("too long for this writer");
        }
        out.write((type > 7 ? 0 : type) << 5 | size);
        if (type > 7) {
            out.write(type - 7);
        }
    }
}
