package tv.usher.engine.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tv.usher.api.Secret;
import tv.usher.engine.check.LinkFinding.Part;

/** Collects what is found out about one link, in the words that all formats share. */
final class LinkFindings {

    private final SignedLinkSettings settings;
    private final List<LinkFinding> findings = new ArrayList<>();

    LinkFindings(SignedLinkSettings settings, String form) {
        this.settings = settings;
        findings.add(new LinkFinding(Part.FORM, true, form));
    }

    void add(Part part, boolean holds, String text) {
        findings.add(new LinkFinding(part, holds, text));
    }

    /**
     * All secrets are always tried, so that the time reveals nothing.
     *
     * @return true if one of them made the link
     */
    boolean addHash(Predicate<Secret> isSignedWith) {
        List<Secret> secrets = settings.secrets();
        int made = 0;
        for (int i = 0; i < secrets.size(); i++) {
            made = isSignedWith.test(secrets.get(i)) ? i + 1 : made;
        }
        add(
                Part.HASH,
                made > 0,
                made > 0
                        ? "made with secret " + made + " of " + secrets.size()
                        : "not made with a known secret for this viewer, channel and time");
        return made > 0;
    }

    void addStart(Instant start, Instant now) {
        boolean begun = !start.isAfter(now.plus(settings.skew()));
        add(Part.START, begun, (begun ? "begun " : "begins only ") + start);
    }

    void addEnd(Instant end, Instant now) {
        boolean over = !now.isBefore(end);
        add(Part.END, !over, (over ? "over since " : "until ") + end);
    }

    /** Of a link that has a start. */
    void addLifetime(Instant start, Instant end) {
        Duration lifetime = Duration.between(start, end);
        boolean usual = !lifetime.isNegative() && lifetime.compareTo(settings.maxLifetime()) <= 0;
        add(
                Part.LIFETIME,
                usual,
                lifetime.toSeconds() + "s, may be at most "
                        + settings.maxLifetime().toSeconds() + "s");
    }

    /**
     * Of a link without a start, which counts from now. Its maker's clock may be ahead, and then a link of exactly the longest time seems
     * longer. Whether it is over is another finding.
     */
    void addLifetimeFromNow(Instant now, Instant end) {
        Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
        add(
                Part.LIFETIME,
                left.compareTo(settings.maxLifetime().plus(settings.skew())) <= 0,
                left.toSeconds() + "s from now, may be at most "
                        + settings.maxLifetime().toSeconds() + "s and a skew of "
                        + settings.skew().toSeconds() + "s");
    }

    /** In the order in which they count, which need not be that in which they were found. */
    JudgedLink judged(Instant end, String identity) {
        findings.sort(Comparator.comparing(LinkFinding::part));
        return new JudgedLink(findings, end, identity);
    }
}
