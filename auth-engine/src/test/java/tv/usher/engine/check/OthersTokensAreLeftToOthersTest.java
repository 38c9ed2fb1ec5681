package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.check.TestingLinks.TOKEN;
import static tv.usher.engine.check.TestingLinks.WITHIN;
import static tv.usher.engine.check.TestingLinks.viewer;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;

/** A token of another shape is another backend's to judge; a link that doesn't hold is nobody's. */
class OthersTokensAreLeftToOthersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "123",
                "d41d8cd98f00b204e9800998ecf8427e",
                "e8bff06f373694dda657e8417fe76f6b54b69807",
                "e8bff06f373694dda657e8417fe76f6b54b69807-a5cd6c00-1669890000",
                "e8bff06f373694dda657e8417fe76f6b54b69807--1669890000-1669810000",
                "e8bff06f373694dda657e8417fe76f6b54b69807-a5cd6c00-1669890000-1669810000-1",
                "e8bff06f373694dda657e8417fe76f6b54b69807-a5-cd6c00-1669890000-1669810000",
                "e8bff06f373694dda657e8417fe76f6b54b6980-a5cd6c00-1669890000-1669810000",
                "e8bff06f373694dda657e8417fe76f6b54b69807-a5cd6c00-1669890000-1669810000%0A",
                "g8bff06f373694dda657e8417fe76f6b54b69807-a5cd6c00-1669890000-1669810000",
                "e8bff06f373694dda657e8417fe76f6b54b69807-a5cd6c00--1-1669810000"
            })
    void anotherShapeAbstains(String token) {
        assertThat(TestingLinks.alta(WITHIN, viewer(token))).isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void noTokenAbstains() {
        assertThat(TestingLinks.alta(WITHIN, AccessRequest.builder().path(TestingLinks.PATH)))
                .isInstanceOf(Verdict.Abstain.class);
    }

    @Test
    void sessionsOfOneLinkAreCountedByANameThatIsNotTheLink() {
        Verdict counted = TestingLinks.judge(
                TestingLinks.settings(LinkFormat.ALTA, true, Optional.of(1), "secret"), WITHIN, viewer(TOKEN));

        assertThat(counted).isInstanceOfSatisfying(Verdict.Allow.class, allow -> {
            assertThat(allow.grant().user()).matches("link-[0-9a-f]{16}");
            assertThat(TOKEN).doesNotContain(allow.grant().user().substring(5));
            assertThat(allow.grant().maxSessions()).hasValue(1);
        });
    }

    @Test
    void noTextShowsALinkOrASecret() {
        SignedLinkSettings settings = TestingLinks.settings(LinkFormat.ALTA, "the-secret-itself");

        assertThat(settings.toString()).doesNotContain("the-secret-itself");
        assertThat(SignedLink.read(TOKEN).orElseThrow().toString()).doesNotContain(TestingLinks.HASH);
        assertThat(TestingLinks.findings(
                                TestingLinks.settings(LinkFormat.ALTA, "secret"),
                                TOKEN,
                                viewer(TOKEN).build(),
                                WITHIN)
                        .toString())
                .doesNotContain(TestingLinks.HASH);
    }
}
