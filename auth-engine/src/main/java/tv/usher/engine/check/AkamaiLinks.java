package tv.usher.engine.check;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.check.LinkFinding.Part;
import tv.usher.engine.net.CanonicalPath;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.Percent;
import tv.usher.engine.util.Hash;

/** Akamai's Auth Token 2.0: fields that are joined by {@code ~}, and their HMAC. Its secrets are written in hexadecimal. */
final class AkamaiLinks implements LinkScheme {

    private static final Pattern SHAPE = Pattern.compile("(.*)~hmac=([^~]*)");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern ESCAPE = Pattern.compile("%..");
    private static final List<String> FIELDS = List.of("ip", "st", "exp", "acl", "id", "data");

    private final SignedLinkSettings settings;
    private final Hash hash;

    AkamaiLinks(SignedLinkSettings settings) {
        this.settings = settings;
        this.hash = settings.algorithm().orElse(Hash.SHA256);
    }

    /**
     * @throws IllegalArgumentException if a secret isn't hexadecimal; the message doesn't quote it
     */
    static void requireHexadecimal(List<Secret> secrets) {
        for (Secret secret : secrets) {
            if (!secret.reveal().matches("(?:[0-9A-Fa-f]{2})+")) {
                throw new IllegalArgumentException(
                        "a secret of format: akamai has an even number of hexadecimal digits");
            }
        }
    }

    @Override
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return RawParameter.of(request.query(), settings.identifyingParameter())
                .flatMap(raw -> judgeEither(raw, request, now));
    }

    /**
     * The token as it came, since its maker signs the escapes that it has; else decoded, since a player may escape the whole of it. A ban
     * goes by the decoded text, of which one token has two at most, and only one if it was made without an escape.
     */
    private Optional<JudgedLink> judgeEither(String raw, AccessRequest request, Instant now) {
        Optional<JudgedLink> asItCame = judge(raw, request, now);
        String decoded = Percent.lenient(raw.replace('+', ' '));
        return decoded.equals(raw) || asItCame.filter(AkamaiLinks::isMade).isPresent()
                ? asItCame
                : judge(decoded, request, now).or(() -> asItCame);
    }

    private Optional<JudgedLink> judge(String token, AccessRequest request, Instant now) {
        Matcher parts = SHAPE.matcher(token);
        return parts.matches() ? Optional.of(judge(parts.group(1), parts.group(2), request, now)) : Optional.empty();
    }

    private static boolean isMade(JudgedLink link) {
        return link.findings().stream().anyMatch(finding -> finding.part() == Part.HASH && finding.holds());
    }

    private JudgedLink judge(String signed, String mac, AccessRequest request, Instant now) {
        Optional<Map<String, String>> read = fields(signed);
        if (read.isEmpty()) {
            return JudgedLink.malformed(
                    "is not fields of " + String.join(", ", FIELDS) + " in this order, joined by '~'");
        }
        Map<String, String> fields = read.get();
        String start = fields.getOrDefault("st", "0");
        String exp = fields.getOrDefault("exp", "");
        if (!SECONDS.matcher(start).matches() || !SECONDS.matcher(exp).matches()) {
            return JudgedLink.malformed("a time is not in seconds since 1970");
        }
        AkamaiAcl acl = fields.containsKey("acl") ? new AkamaiAcl(fields.getOrDefault("acl", "")) : null;
        if (acl != null && acl.isTooLong()) {
            return JudgedLink.malformed("acl has more characters or patterns than are looked at");
        }
        Instant begin = Instant.ofEpochSecond(Long.parseLong(start));
        Instant last = Instant.ofEpochSecond(Long.parseLong(exp));
        Instant end = last.plusSeconds(1); // to Akamai it holds up to and with that second
        LinkFindings findings = new LinkFindings(settings, String.join("~", fields.keySet()));
        boolean made = findings.addHash(secret ->
                MessageDigest.isEqual(LinkText.bytes(mac), LinkText.bytes(mac(signed, acl != null, request, secret))));
        addFor(findings, fields.get("ip"), acl, made, request);
        findings.addStart(begin, now);
        findings.addEnd(end, now);
        if (begin.equals(Instant.EPOCH)) {
            findings.addLifetimeFromNow(now, last);
        } else {
            findings.addLifetime(begin, last);
        }
        return findings.judged(end, mac);
    }

    /** Empty if they aren't those of a token, each at most once and in their order. */
    private static Optional<Map<String, String>> fields(String signed) {
        Map<String, String> fields = new LinkedHashMap<>();
        int last = -1;
        for (String field : signed.split("~", -1)) {
            int equals = field.indexOf('=');
            int place = equals < 0 ? -1 : FIELDS.indexOf(field.substring(0, equals));
            if (place <= last) {
                return Optional.empty();
            }
            last = place;
            fields.put(FIELDS.get(place), field.substring(equals + 1));
        }
        return Optional.of(fields);
    }

    /** Of a forged token the patterns aren't looked at: that takes time, and whoever wrote them could choose how much. */
    private void addFor(
            LinkFindings findings, @Nullable String ip, @Nullable AkamaiAcl acl, boolean made, AccessRequest request) {
        if (request.path().isEmpty()) {
            findings.add(Part.FOR, false, "the caller doesn't tell what the viewer wants to play");
        } else if (!isFrom(ip, request.clientAddress())) {
            findings.add(Part.FOR, false, "is for another address of a viewer");
        } else if (acl == null) {
            findings.add(Part.FOR, true, request.path());
        } else if (made) {
            boolean holds = acl.isFor(request.path());
            findings.add(Part.FOR, holds, holds ? acl.text() : "is for other paths (acl)");
        }
    }

    private boolean isFrom(@Nullable String ip, String client) {
        if (ip == null) {
            return true;
        }
        Optional<IpAddress> named = IpAddress.parse(settings.escape() ? Percent.lenient(ip) : ip);
        return named.isPresent() && named.equals(IpAddress.parse(client));
    }

    private String mac(String signed, boolean hasAcl, AccessRequest request, Secret secret) {
        List<String> parts = new ArrayList<>();
        parts.add(signed);
        if (!hasAcl) {
            parts.add("url=" + (settings.escape() ? escaped(request.path()) : request.path()));
        }
        settings.salt().ifPresent(salt -> parts.add("salt=" + LinkText.of(salt)));
        byte[] key = HexFormat.of().parseHex(secret.reveal());
        return HexFormat.of().formatHex(hash.hmac(key, LinkText.bytes(String.join("~", parts))));
    }

    /** In lower-case hexadecimal, as Akamai's library does it. */
    private static String escaped(String path) {
        return ESCAPE.matcher(Percent.escaped(path))
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    /** For the folder of the path, since a viewer needs the segments too. */
    @Override
    public String make(AccessRequest request, long startSeconds, long endSeconds, String salt) {
        String client = request.clientAddress();
        String ip = settings.escape() ? escaped(client) : client;
        String signed = (client.isEmpty() ? "" : "ip=" + ip + '~') + "st=" + startSeconds + "~exp=" + endSeconds
                + "~acl=" + CanonicalPath.folder(request.path()) + '*';
        return settings.identifyingParameter() + "=" + signed + "~hmac="
                + mac(signed, true, request, settings.secrets().get(0));
    }
}
