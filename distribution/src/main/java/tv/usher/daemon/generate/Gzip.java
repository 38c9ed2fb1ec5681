package tv.usher.daemon.generate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A file as {@code gzip -9n} makes it: the same bytes whenever it is made. The JDK's own stream can't say in the file's head that it is as
 * small as can be, and Debian wants its man pages so.
 */
public final class Gzip {

    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 2, 3};

    private Gzip() {}

    public static byte[] of(byte[] plain) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(HEAD);
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            file.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        CRC32 checksum = new CRC32();
        checksum.update(plain);
        ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        file.writeBytes(
                tail.putInt((int) checksum.getValue()).putInt(plain.length).array());
        return file.toByteArray();
    }
}
