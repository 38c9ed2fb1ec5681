package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer chose stays one value of one parameter in the query that a plugin makes. */
class QueriesOfPluginsAreEscapedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "&x=y",
                "a;b=c",
                "a=b",
                "%2F",
                "+ ",
                "#",
                "\0\r\n",
                "\u0410\u043d\u043d\u0430",
                "\ud83d\ude00",
                "\u00ff"
            })
    void everyTextIsReadAsItWasAdded(String text) {
        QueryString query =
                QueryString.builder().add("user", text).add("password", "p").build();

        assertThat(query.only("user")).contains(text);
        assertThat(query.only("password")).contains("p");
        assertThat(query.raw()).matches("user=[A-Za-z0-9._~%-]*&password=p");
        assertThat(QueryString.of(query.raw())).isEqualTo(query);
    }

    @Test
    void namesAreEscapedToo() {
        assertThat(QueryString.builder().add("a&b", "c").build().raw()).isEqualTo("a%26b=c");
    }

    @Test
    void thereAreAsManyAsAnyQueryMayHave() {
        QueryString.Builder query = QueryString.builder();
        for (int i = 0; i < 256; i++) {
            query.add("a", "");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> query.add("a", ""));
    }

    @Test
    void itShowsNoValue() {
        assertThat(QueryString.builder().add("password", "hidden").toString()).doesNotContain("hidden");
    }
}
