package tv.usher.engine.inbound;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.FollowedFile;
import tv.usher.engine.util.RepeatedTask;

/**
 * TLS 1.2 and 1.3 of a listener. Its files are read again when they change; what is connected stays so, with the certificate that it was
 * shown. A handshake takes up a processor for a millisecond, so all of them have a thread of their own: whoever begins many keeps no event
 * loop from answering.
 */
final class ListenerTls implements AutoCloseable {

    /** A peer that doesn't read isn't waited for. */
    private static final long CLOSE_MILLIS = 1_000;

    private static final long LOOK_SECONDS = 1;

    private final ListenerTlsSettings settings;
    private final long handshakeMillis;
    private final FollowedFile<Shown> shown;
    private final Consumer<Instant> end;
    private final ScheduledExecutorService thread;
    private boolean begun;

    /** Who we say we are, and until when. */
    private record Shown(SslContext context, Instant end) {}

    /**
     * @param name             of the listener
     * @param handshakeTimeout how long a peer may take for it
     * @param end              is told when the certificate ends that is shown
     * @throws IllegalArgumentException if the files can't be used; the message is for the operator
     */
    ListenerTls(String name, ListenerTlsSettings settings, Duration handshakeTimeout, Consumer<Instant> end) {
        this.settings = settings;
        this.handshakeMillis = Math.max(1, handshakeTimeout.toMillis());
        try {
            this.shown = new FollowedFile<>(name, settings.files(), this::read);
        } catch (IOException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage(), e);
        }
        this.end = end;
        this.thread = Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-tls-" + name));
    }

    /** A certificate that has ended is better than nothing at the start, and worse than the one that it would replace. */
    private Shown read() throws IOException {
        Identity identity = begun
                ? settings.renewed(Clock.system().instant())
                : Identity.read(settings.certificate(), settings.key());
        begun = true;
        SslContextBuilder builder = SslContextBuilder.forServer(
                        identity.key(), identity.chain().toArray(new X509Certificate[0]))
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2");
        settings.clientCa()
                .ifPresent(ca -> builder.clientAuth(ClientAuth.REQUIRE)
                        .trustManager(settings.authorities(ca).toArray(new X509Certificate[0])));
        return new Shown(builder.build(), identity.end());
    }

    /** Begins to look at the files. */
    void start() {
        end.accept(shown.get().end());
        Runnable look = new RepeatedTask("the files of tls weren't looked at", this::look);
        var unused = thread.scheduleWithFixedDelay(look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (shown.look()) {
            end.accept(shown.get().end());
        }
    }

    /** The first handler of a connection. */
    ChannelHandler handler(ByteBufAllocator buffers) {
        SslHandler handler = shown.get().context().newHandler(buffers, thread);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
        return handler;
    }

    /** Once no connection is left. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
