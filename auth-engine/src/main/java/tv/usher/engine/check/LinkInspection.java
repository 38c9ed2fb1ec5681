package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.engine.check.LinkFinding.Part;

/** Checks links part by part. Immutable. */
public final class LinkInspection {

    /** The text that Flussonic signs instead of an address. */
    private static final String ANY_ADDRESS = "no_check_ip";

    private final SignedLinkSettings settings;

    public LinkInspection(SignedLinkSettings settings) {
        this.settings = settings;
    }

    /** The text that is signed as the viewer's address; empty if the caller didn't tell it. */
    public String address(AccessRequest request) {
        return settings.checkAddress() ? request.clientAddress() : ANY_ADDRESS;
    }

    /**
     * One finding for each part, in a fixed order. The list ends after a finding that makes the other parts meaningless.
     *
     * @param request who shows the link, and for what
     */
    public List<LinkFinding> of(SignedLink link, AccessRequest request, Instant now) {
        List<LinkFinding> findings = new ArrayList<>();
        Optional<String> malformed = link.malformed();
        findings.add(new LinkFinding(Part.FORM, malformed.isEmpty(), malformed.orElse("hash-salt-END-START")));
        if (malformed.isEmpty()) {
            findings.add(subject(request));
            findings.add(hash(link, request));
            addTimes(link, now, findings);
        }
        return findings;
    }

    // An unknown part would be the empty text, and then the hash would fit another split of the same characters.
    private LinkFinding subject(AccessRequest request) {
        boolean known = !settings.format().subject(request).isEmpty();
        if (!known) {
            return new LinkFinding(Part.FOR, false, "the caller doesn't tell what the viewer wants to play");
        }
        return address(request).isEmpty()
                ? new LinkFinding(Part.FOR, false, "the caller doesn't tell the viewer's address")
                : new LinkFinding(Part.FOR, true, settings.format().subject(request) + " from " + address(request));
    }

    private LinkFinding hash(SignedLink link, AccessRequest request) {
        String subject = settings.format().subject(request);
        List<Secret> secrets = settings.secrets();
        int made = 0;
        for (int i = 0; i < secrets.size(); i++) { // all secrets are always tried, so that the time reveals nothing
            made = link.isSignedWith(secrets.get(i), subject, address(request)) ? i + 1 : made;
        }
        return made > 0
                ? new LinkFinding(Part.HASH, true, "made with secret " + made + " of " + secrets.size())
                : new LinkFinding(Part.HASH, false, "not made with a known secret for this viewer, channel and time");
    }

    private void addTimes(SignedLink link, Instant now, List<LinkFinding> findings) {
        Instant start = Instant.ofEpochSecond(Long.parseLong(link.start()));
        Instant end = Instant.ofEpochSecond(Long.parseLong(link.end()));
        Duration lifetime = Duration.between(start, end);
        boolean begun = !start.isAfter(now.plus(settings.skew()));
        findings.add(new LinkFinding(Part.START, begun, (begun ? "begun " : "begins only ") + start));
        boolean over = !now.isBefore(end);
        findings.add(new LinkFinding(Part.END, !over, (over ? "over since " : "until ") + end));
        boolean usual = !lifetime.isNegative() && lifetime.compareTo(settings.maxLifetime()) <= 0;
        findings.add(new LinkFinding(
                Part.LIFETIME,
                usual,
                lifetime.toSeconds() + "s, may be at most "
                        + settings.maxLifetime().toSeconds() + "s"));
    }
}
