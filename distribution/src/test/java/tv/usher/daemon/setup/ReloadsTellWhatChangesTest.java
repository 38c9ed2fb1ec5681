package tv.usher.daemon.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;

class ReloadsTellWhatChangesTest {

    private static final String OFFICE = "  - {name: office, when: {address: [10.0.0.0/8]}, then: allow}\n";
    private static final String BOTS = "  - {name: bots, when: {user-agent: ['*bot*']}, then: deny}\n";
    private static final String ALL = "  - {name: all, ask: [hotel]}\n";
    private static final String HOTEL = "  hotel: {type: tokens, tokens: [{token: a-token-of-ours, name: hotel}]}\n";
    private static final String BAR = "  bar: {type: tokens, tokens: [{token: another-of-ours, name: bar}]}\n";

    @TempDir
    private Path folder;

    @Test
    void nothing() throws Exception {
        assertThat(Changes.between(config(HOTEL, OFFICE + ALL), config(HOTEL, OFFICE + ALL)))
                .isEmpty();
    }

    @Test
    void aRuleThatGoesIsOneLineThoughAllOthersMoveUp() throws Exception {
        assertThat(Changes.between(config(HOTEL, OFFICE + BOTS + ALL), config(HOTEL, BOTS + ALL)))
                .containsExactly("gone: access.office");
    }

    @Test
    void aRuleThatChangesIsNamed() throws Exception {
        assertThat(Changes.between(
                        config(HOTEL, OFFICE + ALL), config(HOTEL, OFFICE.replace("10.0.0.0/8", "10.0.0.0/9") + ALL)))
                .containsExactly("changed: access.office.when.address: [10.0.0.0/8] -> [10.0.0.0/9]");
    }

    @Test
    void rulesThatChangePlaces() throws Exception {
        assertThat(Changes.between(config(HOTEL, OFFICE + BOTS + ALL), config(HOTEL, BOTS + OFFICE + ALL)))
                .containsExactly("changed: order of access: [office, bots, all] -> [bots, office, all]");
    }

    @Test
    void rulesWithoutANameGoByTheirNumber() throws Exception {
        // Given
        String unnamed = BOTS.replace("name: bots, ", "");

        // Then
        assertThat(Changes.between(config(HOTEL, unnamed + ALL), config(HOTEL, unnamed.replace("*bot*", "*x*") + ALL)))
                .containsExactly("changed: access[0].when.user-agent: [*bot*] -> [*x*]");
    }

    @Test
    void aBackendThatComesIsOneLine() throws Exception {
        assertThat(Changes.between(config(HOTEL, ALL), config(HOTEL + BAR, ALL.replace("[hotel]", "[hotel, bar]"))))
                .containsExactlyInAnyOrder(
                        "new: backends.bar",
                        "changed: access.all.ask: [hotel] -> [hotel, bar]",
                        "forgotten: viewers of access.all, who are asked about again");
    }

    @Test
    void whoseViewersAreForgotten() throws Exception {
        // Given
        String unnamed = "  - {when: {path: ['/bar/**']}, ask: [hotel]}\n";

        // Then
        assertThat(Changes.between(config(HOTEL, ALL), config(HOTEL, ALL.replace("name: all", "name: everyone"))))
                .containsExactly(
                        "new: access.everyone",
                        "gone: access.all",
                        "forgotten: viewers of access.all, who are asked about again");
        assertThat(Changes.between(
                        config(HOTEL, OFFICE + unnamed + ALL),
                        config(HOTEL, OFFICE + unnamed.replace("/bar/", "/pub/") + ALL)))
                .containsExactly(
                        "changed: access[1].when.path: [/bar/**] -> [/pub/**]",
                        "forgotten: viewers of access[1], who are asked about again");
    }

    /** The channel is a part of what names a viewing. */
    @Test
    void whereThePathBeginsToNameTheChannelTheViewersAreForgotten() throws Exception {
        // Given
        String named = "  - {name: bar, when: {path: ['/bar/**']}, ask: [hotel]}\n";

        // Then
        assertThat(Changes.between(config(HOTEL, named), config(HOTEL, named.replace("/bar/", "/bar/{channel}/"))))
                .containsExactly(
                        "changed: access.bar.when.path: [/bar/**] -> [/bar/{channel}/**]",
                        "forgotten: viewers of access.bar, who are asked about again");
    }

    @Test
    void onePathMoreForgetsNobody() throws Exception {
        // Given
        String named = "  - {name: bar, when: {path: ['/bar/{channel}/**']}, ask: [hotel]}\n";
        String more = named.replace("'/bar/{channel}/**'", "'/bar/{channel}/**', '/pub/{channel}/**'");

        // Then
        assertThat(Changes.between(config(HOTEL, named), config(HOTEL, more)))
                .noneMatch(line -> line.startsWith("forgotten: "));
    }

    @Test
    void nobodyIsForgottenByARuleAboveOrByANamedRulesConditions() throws Exception {
        // Given
        String unnamed = ALL.replace("name: all, ", "");
        String named = "  - {name: bar, when: {path: ['/bar/**']}, ask: [hotel]}\n";

        // Then
        assertThat(Changes.between(config(HOTEL, unnamed), config(HOTEL, OFFICE + unnamed)))
                .contains("new: access.office")
                .noneMatch(line -> line.startsWith("forgotten: "));
        assertThat(Changes.between(config(HOTEL, named), config(HOTEL, named.replace("/bar/", "/pub/"))))
                .containsExactly("changed: access.bar.when.path: [/bar/**] -> [/pub/**]");
    }

    private UsherConfig config(String backends, String access) throws Exception {
        Path file = Files.writeString(folder.resolve("usher.yaml"), "backends:\n" + backends + "access:\n" + access);
        return new ConfigLoader(Map.of(), "nowhere", name -> null).load(file);
    }
}
