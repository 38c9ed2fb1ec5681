package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A look-up finds every parameter that some middleware would take for the one asked for. */
class ParameterLookupIsLenientTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=T",
                "Token=T",
                "TOKEN=T",
                "tok%65n=T",
                "token[]=T",
                "token[a]=T",
                "token[=T",
                "+token=T",
                "token%00x=T",
                "a=1;token=T",
                "token=%54"
            })
    void findsTheTokenInEveryDisguise(String raw) {
        assertThat(QueryString.of(raw).all("token")).containsExactly("T");
        assertThat(QueryString.of(raw).first("token")).contains("T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=T",
                "token=%54",
                "&token=T&",
                "a=1&token=T",
                "tokens=1&xtoken=2&token=T",
                "a[token]=1&token=T"
            })
    void theOnlyOneIsFoundInPlainSpelling(String raw) {
        assertThat(QueryString.of(raw).only("token")).contains("T");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=1",
                "xtoken=T",
                "token",
                "Token=T",
                "tok%65n=T",
                "token%3DT",
                "token[]=T",
                "token[=T",
                "+token=T",
                "token%00=T",
                "a=1;token=T",
                "a=&b;token=T",
                "token=T&token=T",
                "token=T&token",
                "token=T&Token=T",
                "token[]=T&token=T",
                "token=T&a;token=T",
                "token=T;token=T"
            })
    void thereIsNoOnlyOneAmongSeveralOrInDisguise(String raw) {
        assertThat(QueryString.of(raw).only("token")).isEmpty();
    }

    @Test
    void findsAllOfAName() {
        assertThat(QueryString.of("token=1&a=2&Token=3&token[]=4&b;token=5&token")
                        .all("token"))
                .containsExactly("1", "3", "4", "5", "");
    }

    @Test
    void aSemicolonIsPartOfTheValueAndAlsoASeparator() {
        assertThat(QueryString.of("token=a;token=b").all("token")).containsExactly("a;token=b", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "a=x+y, x y",
        "a=%2F, /",
        "a=%2f%2B, /+",
        "a=%, %",
        "a=%4, %4",
        "a=%zz, %zz",
        "a=b=c, b=c",
        "a=%D0%B9, \u0439",
        "a=\u00d0\u00b9, \u0439",
        "a=%ff, \ufffd"
    })
    void decodesValues(String raw, String value) {
        assertThat(QueryString.of(raw).first("a")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "=", ";", "&&;;&", "[", "[]=x", "%", "%00", "\u00ff", "tokens=1", "x=token"})
    void whatIsNotThereIsNotFound(String raw) {
        assertThat(QueryString.of(raw).all("token")).isEmpty();
        assertThat(QueryString.of(raw).first("token")).isEmpty();
    }

    @Test
    void theNameAskedForIsTakenAsItReads() {
        assertThat(QueryString.of("a%2Bb=1").first("a+b")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=T",
                "Token=T",
                "tok%65n=T",
                "token[]=T",
                "token[=T",
                "+token=T",
                "token%00x=T",
                "a=1;token=T",
                "token=T&token=",
                "token=T&token"
            })
    void pairsAreKeptAsTheyCameSoThatNoTwoSpellingsAreOne(String raw) {
        assertThat(QueryString.of("x=1&" + raw + "&tokens=2").pairs("token")).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "token", "token=", "token=&token=", "tokens=T", "x[token]=T", "xtoken=T", "=T", "&&"})
    void withoutAValueThereAreNoPairs(String raw) {
        assertThat(QueryString.of(raw).pairs("token")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token=",
                "token=a=b",
                "=T",
                "TOKEN=%54",
                "tok%65n[]=T",
                "token[=T",
                "token%00x=T",
                "+token=a+b",
                "xtoken=T",
                "token%3DT",
                "t.k=T",
                "a[token]=T"
            })
    void aParameterReadsTheSameAloneAsBesideAnother(String raw) {
        // Given
        QueryString beside = QueryString.of(raw + "&another=1");

        // Then
        for (String name : List.of("token", "Token", "t.k", "t_k", "token[", "a", "")) {
            assertThat(QueryString.of(raw).all(name)).as(name).isEqualTo(beside.all(name));
        }
    }
}
