package tv.usher.engine.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tv.usher.engine.check.LinkFinding.Part;

/**
 * A link that a viewer shows, judged.
 *
 * @param findings one for each part, in the order in which they count. The list ends after one that makes the others meaningless
 * @param end      until when it lets its viewer play; counts only if all findings hold
 * @param identity the same for the same link, however it is spelled. Never shown: with it, somebody could make the link
 */
public record JudgedLink(List<LinkFinding> findings, Instant end, String identity) {

    public JudgedLink {
        findings = List.copyOf(findings);
    }

    /** One of which nothing more can be said. */
    static JudgedLink malformed(String what) {
        return new JudgedLink(List.of(new LinkFinding(Part.FORM, false, what)), Instant.EPOCH, "");
    }

    /** The first part for which the link is refused; empty if it holds. */
    public Optional<LinkFinding> firstThatFails() {
        return findings.stream().filter(finding -> !finding.holds()).findFirst();
    }

    /** Never shows what identifies it. */
    @Override
    public String toString() {
        return "JudgedLink" + findings;
    }
}
