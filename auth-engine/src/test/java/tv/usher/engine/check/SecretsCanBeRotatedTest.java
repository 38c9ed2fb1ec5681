package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tv.usher.engine.check.TestingLinks.TOKEN;
import static tv.usher.engine.check.TestingLinks.WITHIN;
import static tv.usher.engine.check.TestingLinks.viewer;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.Verdict;

class SecretsCanBeRotatedTest {

    @ParameterizedTest
    @CsvSource({"secret, new, 1", "new, secret, 2"})
    void aLinkOfEitherSecretHoldsAndItIsKnownWhich(String first, String second, int number) {
        SignedLinkSettings settings = TestingLinks.settings(LinkFormat.ALTA, first, second);

        assertThat(TestingLinks.judge(settings, WITHIN, viewer(TOKEN))).isInstanceOf(Verdict.Allow.class);
        assertThat(TestingLinks.findings(settings, TOKEN, viewer(TOKEN).build(), WITHIN))
                .contains(new LinkFinding(LinkFinding.Part.HASH, true, "made with secret " + number + " of 2"));
    }

    @Test
    void aSecretThatWasTakenAwayMakesNoLinks() {
        SignedLinkSettings settings = TestingLinks.settings(LinkFormat.ALTA, "new", "newer");

        assertThat(TestingLinks.judge(settings, WITHIN, viewer(TOKEN))).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void noSecretOrAnEmptyOneIsRefusedAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingLinks.settings(LinkFormat.ALTA))
                .withMessageContaining("secrets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingLinks.settings(LinkFormat.ALTA, "secret", ""))
                .withMessageContaining("empty");
    }

    @Test
    void onlyFlussonicHasLinksForAnyAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingLinks.settings(LinkFormat.ALTA, false, Optional.empty(), "secret"))
                .withMessageContaining("flussonic");
    }
}
