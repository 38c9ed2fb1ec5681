package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.net.Captures;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.KeyHash;

/** T16: a key has all that tells one viewing from another. T18: no two lists of texts are one. T19: no token is no name. */
class KeysTellViewingsApartTest {

    private final Viewings viewings = new Viewings(TestingSessions.keyHash(), TestingSessions.settings());

    @Test
    void everyPartOfTheIdentityMakesAnotherKey() {
        // Given
        Map<String, Key> keys = new LinkedHashMap<>();
        keys.put(
                "the first",
                viewings.of("nginx", "everyone", request().build(), "", null).key());

        // When
        keys.put(
                "dialect",
                viewings.of("envoy", "everyone", request().build(), "", null).key());
        keys.put(
                "rule", viewings.of("nginx", "vip", request().build(), "", null).key());
        keys.put("action", key(request().action(Action.PUBLISH)));
        keys.put("channel", key(request().channel("ch1")));
        keys.put("folder", key(request().path("/live/ch2/index.m3u8")));
        keys.put("address", key(request().clientAddress("203.0.113.8")));
        keys.put("agent", key(request().userAgent("VLC/3")));
        keys.put("token", key(request().query("token=U")));
        keys.put("session", key(request().session("1")));
        keys.put("session and no token", key(request().session("1").query("")));

        // Then
        assertThat(keys.values()).doesNotHaveDuplicates();
    }

    @Test
    void anotherSecretMakesOtherKeys() {
        // Given
        byte[] secret = new byte[KeyHash.SECRET_BYTES];
        secret[0] = 1;
        Viewings others = new Viewings(new KeyHash(secret), TestingSessions.settings());

        // Then
        assertThat(others.of("nginx", "everyone", request().build(), "", null).key())
                .isNotEqualTo(key(request()));
    }

    @Test
    void textsThatReadTheSameWhenJoinedAreOthers() {
        KeyHash hash = TestingSessions.keyHash();
        assertThat(List.of(
                        hash.of("a|b", "c"),
                        hash.of("a", "b|c"),
                        hash.of("a", "b", "c"),
                        hash.of("abc"),
                        hash.of("abc", ""),
                        hash.of("", "abc"),
                        hash.of("\0\0\0", "abc")))
                .doesNotHaveDuplicates();
    }

    @Test
    void charactersBeyondOneByteAreNotCut() {
        // Given a Polish letter, whose lower byte is that of the Latin one
        KeyHash hash = TestingSessions.keyHash();

        // Then
        assertThat(hash.of("\u0141")).isNotEqualTo(hash.of("A")).isNotEqualTo(hash.of("\u0001A"));
        assertThat(key(request().query("token=%C5%81")))
                .isNotEqualTo(key(request().query("token=A")));
        assertThat(viewings.of(
                                "nginx",
                                "\u0441\u043f\u043e\u0440\u0442",
                                request().build(),
                                "",
                                null)
                        .key())
                .isNotEqualTo(viewings.of("nginx", "A?>@B", request().build(), "", null)
                        .key());
    }

    @Test
    void severalTokensAreNotOneThatIsSpelledLikeTheirList() {
        assertThat(key(request().query("token=a&token=b")))
                .isNotEqualTo(key(request().query("token=token%3D1%3Aatoken%3D1%3Ab")))
                .isNotEqualTo(key(request().query("token=b&token=a")))
                .isNotEqualTo(key(request().query("token=ab")));
    }

    /** What one middleware reads as the token, another reads as none. */
    @Test
    void otherSpellingsOfATokenAreOtherViewings() {
        assertThat(List.of("tok%65n=T", "Token=T", "token[]=T", "token=T&token=", "token=%54"))
                .allSatisfy(query ->
                        assertThat(key(request().query(query))).as(query).isNotEqualTo(key(request())));
    }

    @Test
    void requestsWithoutATokenAreNamedByNothing() {
        assertThat(List.of("", "token=", "token", "token[]=", "a=b", "token=&token="))
                .allSatisfy(query -> assertThat(viewings.of(
                                "nginx", "everyone", request().query(query).build(), "", null))
                        .matches(viewing -> !viewing.isNamed()));
    }

    /** A store has the sessions of the last release by keys in which a channel of the path has its escapes. */
    @Test
    void aChannelOfThePathIsKnownByTheKeyOfBefore() {
        AccessRequest ofThePath = Captures.in(request().build(), Map.of(Captures.CHANNEL, "%D0%9A1"));

        assertThat(key(ofThePath.toBuilder()))
                .isEqualTo(key(request().channel("%D0%9A1")))
                .isEqualTo(key(ofThePath.toBuilder().channel("\u00d0\u009a1")))
                .isNotEqualTo(key(ofThePath.toBuilder().channel("other")));
    }

    private Key key(AccessRequest.Builder request) {
        return viewings.of("nginx", "everyone", request.build(), "", null).key();
    }

    private static AccessRequest.Builder request() {
        return AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .userAgent("VLC")
                .path("/live/ch1/index.m3u8")
                .query("token=T");
    }
}
