package tv.usher.engine.check;

import static tv.usher.engine.check.TestingLinks.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class SignedLinksContractTest extends AuthorityContract<SignedLinks> {

    @Override
    protected List<Case<SignedLinks>> cases() {
        SignedLinks links = new SignedLinks(
                "links", TestingLinks.settings(LinkFormat.ALTA, "secret"), TestingClock.at(TestingLinks.WITHIN));
        Duration left = Duration.ofSeconds(TestingLinks.END - TestingLinks.START - 5000);
        return List.of(
                new Case<>(links, viewer(TestingLinks.TOKEN).build(), new Verdict.Allow(Grant.lasting(left))),
                new Case<>(
                        links,
                        viewer(TestingLinks.TOKEN.toUpperCase()).build(),
                        new Verdict.Deny(ReasonCode.LINK_MALFORMED.with(
                                "signed link: form: the hash is not lower-case hexadecimal"))),
                new Case<>(
                        links,
                        viewer("somebody-elses").build(),
                        new Verdict.Abstain(ReasonCode.NO_LINK.with("no signed link"))));
    }

    @Override
    protected Set<Class<? extends Verdict>> neverGiven() {
        return Set.of(Verdict.Unavailable.class);
    }

    @Override
    protected Optional<Hanging<SignedLinks>> hanging() {
        return Optional.empty();
    }
}
