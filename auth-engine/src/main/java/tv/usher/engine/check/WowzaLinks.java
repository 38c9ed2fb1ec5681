package tv.usher.engine.check;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.check.LinkFinding.Part;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.Hash;

/**
 * SecureToken version 2 of Wowza: the hash of the stream's path, and of secret, address and parameters of its own, which are sorted.
 */
final class WowzaLinks implements LinkScheme {

    private static final Pattern FILE =
            Pattern.compile("(?i)(?:playlist|manifest|chunklist|media)[^/]*\\.(?:m3u8|mpd|f4m|ts|m4s|mp4|aac)");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+=[^&;%+]*");

    private final SignedLinkSettings settings;
    private final String prefix;
    private final Hash hash;

    WowzaLinks(SignedLinkSettings settings) {
        this.settings = settings;
        this.prefix = settings.prefix().orElse(new ParameterName("wowzatoken")).name();
        this.hash = settings.algorithm().orElse(Hash.SHA256);
    }

    @Override
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return settings.identifyingParameter().onlyIn(request.query()).map(shown -> judge(shown, request, now));
    }

    private JudgedLink judge(String shown, AccessRequest request, Instant now) {
        List<String> parts = new ArrayList<>();
        for (String pair : request.query().raw().split("&")) {
            if (pair.startsWith(prefix) && !pair.startsWith(settings.identifyingParameter() + "=")) {
                if (!PLAIN.matcher(pair).matches()) {
                    return JudgedLink.malformed("a parameter that is signed has a character that has to be escaped");
                }
                parts.add(pair);
            }
        }
        Optional<Long> end = seconds(request, "endtime");
        Optional<Long> start = seconds(request, "starttime");
        if (end.isEmpty() || start.isEmpty()) {
            return JudgedLink.malformed("a time is not in seconds since 1970, or stands there twice");
        }
        LinkFindings findings = new LinkFindings(settings, "parameters that begin with " + prefix);
        String stream = stream(request);
        boolean hasAddress =
                !settings.checkAddress() || !request.clientAddress().isEmpty();
        findings.add(
                Part.FOR,
                !stream.isEmpty() && hasAddress,
                stream.isEmpty()
                        ? "the caller doesn't tell what the viewer wants to play"
                        : hasAddress ? stream + from(request) : "the caller doesn't tell the viewer's address");
        findings.addHash(secret ->
                MessageDigest.isEqual(LinkText.bytes(shown), LinkText.bytes(sign(stream, parts, request, secret))));
        Instant until = Instant.ofEpochSecond(end.get());
        addTimes(findings, Instant.ofEpochSecond(start.get()), until, now);
        return findings.judged(until, shown);
    }

    private void addTimes(LinkFindings findings, Instant start, Instant until, Instant now) {
        findings.addStart(start, now);
        if (until.equals(Instant.EPOCH)) {
            findings.add(Part.LIFETIME, false, "has no end (" + prefix + "endtime)");
            return;
        }
        findings.addEnd(until, now);
        if (start.equals(Instant.EPOCH)) {
            findings.addLifetimeFromNow(now, until);
        } else {
            findings.addLifetime(start, until);
        }
    }

    /** Zero if it isn't there; empty if it is no time. */
    private Optional<Long> seconds(AccessRequest request, String name) {
        List<String> all = request.query().all(prefix + name);
        if (all.isEmpty()) {
            return Optional.of(0L);
        }
        return request.query()
                .only(prefix + name)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(Long::valueOf);
    }

    private String from(AccessRequest request) {
        return settings.checkAddress() ? " from " + request.clientAddress() : "";
    }

    /** {@code live/sport1} of {@code /live/sport1/playlist.m3u8}, and of {@code /live/sport1}. */
    private static String stream(AccessRequest request) {
        String path = request.path();
        if (path.length() < 2) {
            return "";
        }
        int slash = path.lastIndexOf('/');
        boolean file = slash > 0 && FILE.matcher(path.substring(slash + 1)).matches();
        return path.substring(1, file ? slash : path.length());
    }

    private String sign(String stream, List<String> signed, AccessRequest request, Secret secret) {
        List<String> parts = new ArrayList<>(signed);
        parts.add(LinkText.of(secret));
        if (settings.checkAddress()) {
            parts.add(request.clientAddress());
        }
        String text = stream + '?' + parts.stream().sorted().collect(Collectors.joining("&"));
        return Base64.getUrlEncoder().encodeToString(hash.digest(LinkText.bytes(text)));
    }

    @Override
    public String make(AccessRequest request, long startSeconds, long endSeconds, String salt) {
        List<String> parts = List.of(prefix + "endtime=" + endSeconds, prefix + "starttime=" + startSeconds);
        String signature =
                sign(stream(request), parts, request, settings.secrets().get(0));
        return String.join("&", parts) + '&' + settings.identifyingParameter() + '=' + signature;
    }
}
