package tv.usher.engine.check;

import java.security.MessageDigest;
import java.time.Instant;
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
        AkamaiAcl acl = acl(fields.get("acl"));
        if (acl != null && acl.isTooLong()) {
            return JudgedLink.malformed("acl has more characters or patterns than are looked at");
        }
        Instant begin = Instant.ofEpochSecond(Long.parseLong(start));
        Instant last = Instant.ofEpochSecond(Long.parseLong(exp));
        Instant end = last.plusSeconds(1); // to Akamai it holds up to and with that second
        LinkFindings findings = new LinkFindings(settings, String.join("~", fields.keySet()));
        List<String> texts = acl == null ? withPath(signed, request.path()) : List.of(signed);
        boolean made = findings.addHash(secret -> isMadeOf(texts, mac, secret));
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

    private @Nullable AkamaiAcl acl(@Nullable String field) {
        return field == null ? null : settings.escape() ? AkamaiAcl.perhapsEscaped(field) : new AkamaiAcl(field);
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

    /** What a maker may have signed for a path: some of Akamai's libraries escape in lower-case hexadecimal, others in upper-case. */
    private List<String> withPath(String signed, String path) {
        String url = signed + "~url=";
        return settings.escape() ? List.of(url + escaped(path), url + Percent.escaped(path)) : List.of(url + path);
    }

    /** All texts are always tried, so that the time reveals nothing. */
    private boolean isMadeOf(List<String> texts, String mac, Secret secret) {
        boolean made = false;
        for (String text : texts) {
            made |= MessageDigest.isEqual(LinkText.bytes(mac), LinkText.bytes(mac(text, secret)));
        }
        return made;
    }

    private String mac(String text, Secret secret) {
        String salted =
                text + settings.salt().map(salt -> "~salt=" + LinkText.of(salt)).orElse("");
        byte[] key = HexFormat.of().parseHex(secret.reveal());
        return HexFormat.of().formatHex(hash.hmac(key, LinkText.bytes(salted)));
    }

    /** In lower-case hexadecimal. */
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
                + mac(signed, settings.secrets().get(0));
    }
}
