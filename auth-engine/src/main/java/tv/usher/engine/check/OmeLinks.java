package tv.usher.engine.check;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.engine.check.LinkFinding.Part;
import tv.usher.engine.check.jwt.ClaimName;
import tv.usher.engine.check.jwt.Claims;
import tv.usher.engine.check.jwt.RefusedToken;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.Hash;

/**
 * SignedPolicy of OvenMediaEngine: {@code ?policy=JSON&signature=HASH}, where the whole address is signed, with its port and without the
 * signature. Unlike OvenMediaEngine it refuses a policy of which a part has another type than it must have.
 *
 * <p>As there, {@code url_expire} says until when a viewer may begin, and only {@code stream_expire} ends who plays. Without the second a
 * viewer plays for the longest time that a link may last, and then begins anew.
 */
final class OmeLinks implements LinkScheme {

    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{27}");
    private static final ClaimName END = new ClaimName("url_expire");
    private static final ClaimName START = new ClaimName("url_activate");
    private static final ClaimName STREAM_END = new ClaimName("stream_expire");
    private static final List<ClaimName> ADDRESSES = List.of(new ClaimName("allow_ip"), new ClaimName("real_ip"));

    private final SignedLinkSettings settings;
    private final ParameterName policy;

    OmeLinks(SignedLinkSettings settings) {
        this.settings = settings;
        this.policy = settings.policy().orElse(new ParameterName("policy"));
    }

    @Override
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return RawParameter.of(request.query(), settings.identifyingParameter())
                .filter(signature -> SIGNATURE.matcher(signature).matches())
                .map(signature -> judge(signature, request, now));
    }

    private JudgedLink judge(String signature, AccessRequest request, Instant now) {
        Optional<Claims> read = policy.onlyIn(request.query()).flatMap(Claims::ofBase64Url);
        if (read.isEmpty()) {
            return JudgedLink.malformed(policy + " is no base64url of a JSON object");
        }
        try {
            return judge(signature, read.get(), request, now);
        } catch (RefusedToken e) {
            return JudgedLink.malformed(e.reason().text());
        }
    }

    private JudgedLink judge(String signature, Claims claims, AccessRequest request, Instant now) throws RefusedToken {
        Instant end = claims.timeInMillis(END).orElseThrow(() -> Claims.refused(END, "is missing"));
        Optional<Instant> start = claims.timeInMillis(START);
        Optional<Instant> streamEnd = claims.timeInMillis(STREAM_END);
        LinkFindings findings = new LinkFindings(settings, policy + " and " + settings.identifyingParameter());
        addFor(findings, claims, request);
        String signed = origin(request)
                + request.path()
                + '?'
                + request.query()
                        .without(List.of(settings.identifyingParameter().name()))
                        .raw();
        findings.addHash(secret ->
                MessageDigest.isEqual(LinkText.bytes(signature), LinkText.bytes(sign(signed, secret.reveal()))));
        start.ifPresent(moment -> findings.addStart(moment, now));
        findings.addEnd(end, now);
        streamEnd.ifPresent(moment -> findings.addEnd(moment, now));
        findings.addLifetimeFromNow(now, streamEnd.orElse(end));
        return findings.judged(streamEnd.orElse(now.plus(settings.maxLifetime())), signature);
    }

    private void addFor(LinkFindings findings, Claims claims, AccessRequest request) throws RefusedToken {
        if (origin(request).isEmpty() || request.path().isEmpty()) {
            findings.add(Part.FOR, false, "the caller doesn't tell the address that the viewer asked; see 'origin'");
            return;
        }
        for (ClaimName name : ADDRESSES) {
            Optional<String> range = claims.text(name);
            if (range.isPresent() && !isIn(range.get(), request.clientAddress())) {
                findings.add(Part.FOR, false, "is for other addresses of viewers (" + name + ")");
                return;
            }
        }
        findings.add(Part.FOR, true, origin(request) + request.path());
    }

    private static boolean isIn(String range, String client) {
        try {
            Optional<IpAddress> address = IpAddress.parse(client);
            return address.isPresent() && Cidr.parse(range).contains(address.get());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** With its port, as OvenMediaEngine signs it; empty if nobody tells it. */
    private String origin(AccessRequest request) {
        String told = settings.origin().map(URI::toString).orElse(request.origin());
        try {
            URI origin = URI.create(told);
            if (origin.getHost() == null || origin.getScheme() == null) {
                return "";
            }
            int port = origin.getPort() >= 0 ? origin.getPort() : usualPort(origin.getScheme());
            return port < 0 ? "" : origin.getScheme() + "://" + origin.getHost() + ':' + port;
        } catch (IllegalArgumentException e) { // of the viewer's making
            return "";
        }
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> 80;
            case "https", "wss" -> 443;
            case "rtmp" -> 1935;
            default -> -1;
        };
    }

    private static String sign(String signed, String secret) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Hash.SHA1.hmac(key, LinkText.bytes(signed)));
    }

    @Override
    public String make(AccessRequest request, long startSeconds, long endSeconds, String salt) {
        String client = request.clientAddress();
        String range =
                client.isEmpty() ? "" : ",\"allow_ip\":\"" + client + (client.indexOf(':') < 0 ? "/32" : "/128") + '"';
        String json = "{\"url_activate\":" + startSeconds + "000,\"url_expire\":" + endSeconds + "000" + range + '}';
        String query = policy + "="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
        String signature = sign(
                origin(request) + request.path() + '?' + query,
                settings.secrets().get(0).reveal());
        return query + '&' + settings.identifyingParameter() + '=' + signature;
    }
}
