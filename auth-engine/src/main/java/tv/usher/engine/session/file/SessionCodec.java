package tv.usher.engine.session.file;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

/**
 * Sessions and the targets of bans as bytes. The first byte is the version of the format; other versions aren't understood. A session of
 * several tokens has a version of its own, which the releases before this one don't understand. Reading never fails. Not thread-safe.
 */
public final class SessionCodec {

    private static final byte VERSION = 1;
    private static final byte SEVERAL_TOKENS = 2;
    private static final byte VERIFIED = 1;
    private static final byte FOLLOWED = 2;
    private static final byte LIMITED = 4;
    private static final byte ASKED_ONCE = 8;
    private static final byte UNNAMED = 16;
    private static final byte TOKEN = 32;
    private static final byte CONNECTED = 64;
    private static final int COUNTED = 128;
    private static final byte USER = 0;
    private static final byte VIEWING = 1;

    private final Map<Origin, Origin> origins = new HashMap<>();

    public byte[] bytes(StoredSession session) {
        Origin origin = session.origin();
        Session.Playback playback = session.playback();
        byte[][] texts = utf8(
                origin.dialect(),
                origin.caller(),
                origin.rule(),
                origin.backend(),
                session.user(),
                session.name(),
                playback.client(),
                playback.channel());
        byte[][] connections =
                session.connections().isEmpty() ? new byte[0][] : utf8(ServerConnection.text(session.connections()));
        byte[][] limits = origin.limits().isEmpty() ? new byte[0][] : utf8(SessionLimit.text(origin.limits()));
        Key followKey = session.followKey();
        boolean followed = followKey != null;
        List<Long> tokens = session.tokens();
        boolean token = !tokens.isEmpty();
        ByteBuffer out = ByteBuffer.allocate(length(texts)
                + length(connections)
                + length(limits)
                + 2
                + (followed ? 4 : 2) * Long.BYTES
                + (5 + tokens.size()) * Long.BYTES
                + 4);
        int flags = (session.verified() ? VERIFIED : 0)
                | (followed ? FOLLOWED : 0)
                | (session.limited() ? LIMITED : 0)
                | (session.askedOnce() ? ASKED_ONCE : 0)
                | (session.named() ? 0 : UNNAMED)
                | (token ? TOKEN : 0)
                | (connections.length > 0 ? CONNECTED : 0)
                | (limits.length > 0 ? COUNTED : 0);
        out.put(tokens.size() > 1 ? SEVERAL_TOKENS : VERSION).put((byte) flags);
        put(out, session.key());
        if (followKey != null) {
            put(out, followKey);
        }
        out.putLong(session.began()).putLong(session.lastSeen());
        out.putLong(session.grantEnds()).putLong(session.validUntil()).putLong(session.idleTimeout());
        out.putInt(playback.agent());
        putAll(out, texts);
        if (token) {
            out.putLong(tokens.get(0));
        }
        putAll(out, connections);
        putAll(out, limits);
        tokens.stream().skip(1).forEach(out::putLong); // what is left is no other's
        return out.array();
    }

    /** Empty if the bytes aren't a session. Equal origins are shared. */
    public Optional<StoredSession> session(byte[] bytes) {
        return read(bytes, List.of(VERSION, SEVERAL_TOKENS), this::session);
    }

    private StoredSession session(ByteBuffer in) {
        int flags = in.get();
        Key key = key(in);
        Key followKey = (flags & FOLLOWED) == 0 ? null : key(in);
        long began = in.getLong();
        long lastSeen = in.getLong();
        long grantEnds = in.getLong();
        long validUntil = in.getLong();
        long idleTimeout = in.getLong();
        int agent = in.getInt();
        String dialect = text(in);
        String caller = text(in);
        String rule = text(in);
        String backend = text(in);
        String user = text(in);
        String name = text(in);
        Session.Playback playback = new Session.Playback(text(in), agent, text(in));
        boolean verified = (flags & VERIFIED) != 0;
        List<Long> tokens = new ArrayList<>(1);
        if ((flags & TOKEN) != 0) {
            tokens.add(in.getLong());
        }
        List<ServerConnection> connections = (flags & CONNECTED) == 0 ? List.of() : ServerConnection.listOf(text(in));
        List<SessionLimit> limits = (flags & COUNTED) == 0 ? List.of() : SessionLimit.listOf(text(in));
        if (in.get(0) == SEVERAL_TOKENS) {
            do {
                tokens.add(in.getLong());
            } while (in.hasRemaining());
        }
        Origin origin = origins.computeIfAbsent(new Origin(dialect, caller, rule, backend, limits), one -> one);
        return new StoredSession(
                key,
                followKey,
                origin,
                user,
                name,
                playback,
                verified,
                (flags & LIMITED) != 0,
                began,
                lastSeen,
                grantEnds,
                validUntil,
                idleTimeout,
                lastSeen,
                (flags & ASKED_ONCE) != 0,
                (flags & UNNAMED) == 0,
                tokens,
                connections);
    }

    /** The target of the ban, without its end. */
    byte[] target(StoredBan ban) {
        if (ban.user() == null) {
            ByteBuffer out =
                    ByteBuffer.allocate(2 + 2 * Long.BYTES).put(VERSION).put(VIEWING);
            put(out, Objects.requireNonNull(ban.key()));
            return out.array();
        }
        byte[][] texts = utf8(ban.user().backend(), ban.user().user());
        ByteBuffer out = ByteBuffer.allocate(2 + length(texts)).put(VERSION).put(USER);
        putAll(out, texts);
        return out.array();
    }

    byte[] bytes(BanOrder order) {
        return order.text().getBytes(StandardCharsets.UTF_8);
    }

    /** Unknown if the bytes aren't one. */
    BanOrder order(byte[] bytes) {
        return BanOrder.parse(new String(bytes, StandardCharsets.UTF_8)).orElse(BanOrder.UNKNOWN);
    }

    /** Empty if the bytes aren't a {@link #target}. */
    Optional<StoredBan> ban(byte[] target, long until, BanOrder order) {
        return read(target, List.of(VERSION), in -> switch (in.get()) {
            case USER -> new StoredBan(new UserId(text(in), text(in)), null, until, order);
            case VIEWING -> new StoredBan(null, key(in), until, order);
            default -> throw new BufferUnderflowException();
        });
    }

    /** Reads one format; throws {@link BufferUnderflowException} if the bytes are too short. */
    private interface Form<T> {
        T read(ByteBuffer in);
    }

    private static <T> Optional<T> read(byte[] bytes, List<Byte> versions, Form<T> form) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            if (!versions.contains(in.get())) {
                return Optional.empty();
            }
            T read = form.read(in);
            return in.hasRemaining() ? Optional.empty() : Optional.of(read);
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static byte[][] utf8(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static int length(byte[][] texts) {
        return Stream.of(texts).mapToInt(text -> Integer.BYTES + text.length).sum();
    }

    private static void putAll(ByteBuffer out, byte[][] texts) {
        for (byte[] text : texts) {
            out.putInt(text.length).put(text);
        }
    }

    private static void put(ByteBuffer out, Key key) {
        out.putLong(key.high()).putLong(key.low());
    }

    private static Key key(ByteBuffer in) {
        return new Key(in.getLong(), in.getLong());
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
