package tv.usher.engine.check;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.engine.check.LinkFinding.Part;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.Hash;

/**
 * Links of nginx' {@code secure_link}: {@code ?md5=HASH&expires=SECONDS}. Unlike nginx it takes one spelling of a hash: without a
 * {@code =} at its end, and with no bit set behind it. A ban and a limit of one token would else be evaded by another spelling.
 */
final class NginxLinks implements LinkScheme {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}(?:=.?)?");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

    private final SignedLinkSettings settings;
    private final NginxExpression expression;
    private final ParameterName expires;

    NginxLinks(SignedLinkSettings settings) {
        this.settings = settings;
        this.expression = settings.expression().orElse(NginxExpression.USUAL);
        this.expires = settings.expires().orElse(new ParameterName("expires"));
    }

    @Override
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return RawParameter.of(request.query(), settings.identifyingParameter())
                .filter(hash -> SHAPE.matcher(hash).matches())
                .map(hash -> judge(hash, request, now));
    }

    private JudgedLink judge(String hash, AccessRequest request, Instant now) {
        if (!HASH.matcher(hash).matches()) {
            return JudgedLink.malformed("the hash is not the 22 characters of its base64url without '='");
        }
        String seconds = RawParameter.of(request.query(), expires).orElse("");
        if (!SECONDS.matcher(seconds).matches() || Long.parseLong(seconds) == 0) {
            return JudgedLink.malformed(expires + " is not a time in seconds since 1970");
        }
        byte[] shown = Base64.getUrlDecoder().decode(hash);
        Instant last = Instant.ofEpochSecond(Math.min(Long.parseLong(seconds), LAST_SECOND));
        Instant end = last.plusSeconds(1); // to nginx a link holds up to and with that second
        LinkFindings findings = new LinkFindings(settings, "hash and " + expires);
        Optional<String> unknown = expression.unknownIn(request);
        findings.add(
                Part.FOR,
                unknown.isEmpty(),
                unknown.map(variable -> "the caller doesn't tell $" + variable).orElseGet(() -> shownFor(request)));
        findings.addHash(secret ->
                MessageDigest.isEqual(shown, Hash.MD5.digest(LinkText.bytes(expression.of(request, seconds, secret)))));
        findings.addEnd(end, now);
        findings.addLifetimeFromNow(now, last);
        return findings.judged(end, HexFormat.of().formatHex(shown));
    }

    private static String shownFor(AccessRequest request) {
        return request.path() + (request.clientAddress().isEmpty() ? "" : " from " + request.clientAddress());
    }

    @Override
    public String make(AccessRequest request, long startSeconds, long endSeconds, String salt) {
        String seconds = Long.toString(endSeconds);
        byte[] hash = Hash.MD5.digest(LinkText.bytes(
                expression.of(request, seconds, settings.secrets().get(0))));
        return settings.identifyingParameter() + "="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '&' + expires + '=' + seconds;
    }
}
