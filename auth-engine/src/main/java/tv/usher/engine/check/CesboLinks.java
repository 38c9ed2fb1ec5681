package tv.usher.engine.check;

import java.time.Instant;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.engine.check.LinkFinding.Part;

/** Links of Cesbo Alta, Cesbo Astra and Flussonic: {@code hash-salt-END-START}. */
final class CesboLinks implements LinkScheme {

    /** The text that Flussonic signs instead of an address. */
    private static final String ANY_ADDRESS = "no_check_ip";

    private final SignedLinkSettings settings;

    CesboLinks(SignedLinkSettings settings) {
        this.settings = settings;
    }

    @Override
    public Optional<JudgedLink> judge(AccessRequest request, Instant now) {
        return settings.identifyingParameter()
                .onlyIn(request.query())
                .flatMap(SignedLink::read)
                .map(link -> judge(link, request, now));
    }

    private JudgedLink judge(SignedLink link, AccessRequest request, Instant now) {
        Optional<String> malformed = link.malformed();
        if (malformed.isPresent()) {
            return JudgedLink.malformed(malformed.get());
        }
        String subject = settings.format().subject(request);
        String address = address(request);
        Instant start = Instant.ofEpochSecond(Long.parseLong(link.start()));
        Instant end = Instant.ofEpochSecond(Long.parseLong(link.end()));
        LinkFindings findings = new LinkFindings(settings, "hash-salt-END-START");
        addFor(findings, subject, address);
        findings.addHash(secret -> link.isSignedWith(secret, subject, address));
        findings.addStart(start, now);
        findings.addEnd(end, now);
        findings.addLifetime(start, end);
        return findings.judged(end, link.token());
    }

    // An unknown part would be the empty text, and then the hash would fit another split of the same characters.
    private static void addFor(LinkFindings findings, String subject, String address) {
        if (subject.isEmpty()) {
            findings.add(Part.FOR, false, "the caller doesn't tell what the viewer wants to play");
        } else if (address.isEmpty()) {
            findings.add(Part.FOR, false, "the caller doesn't tell the viewer's address");
        } else {
            findings.add(Part.FOR, true, subject + " from " + address);
        }
    }

    /** The text that is signed as the viewer's address; empty if the caller didn't tell it. */
    private String address(AccessRequest request) {
        return settings.checkAddress() ? request.clientAddress() : ANY_ADDRESS;
    }

    @Override
    public String make(AccessRequest request, long startSeconds, long endSeconds, String salt) {
        SignedLink link = SignedLink.sign(
                settings.format().subject(request),
                address(request),
                startSeconds,
                endSeconds,
                settings.secrets().get(0),
                salt);
        return settings.identifyingParameter() + "=" + link.token();
    }
}
