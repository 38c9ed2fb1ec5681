package tv.usher.api.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsAreGivenOnceTest {

    @Test
    void toOneTestOfThisProcess() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ports.add(LoopbackPorts.free());
        }

        assertThat(ports).doesNotHaveDuplicates();
    }

    /** Another process sees what is bound here, whoever bound it. */
    @Test
    void toOneProcess() throws IOException {
        int port = LoopbackPorts.free();

        assertThatIOException()
                .isThrownBy(() -> new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Test
    void andNobodyListensThere() throws IOException {
        new ServerSocket(LoopbackPorts.free()).close();
    }
}
