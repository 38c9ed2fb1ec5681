package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void everyByteIsEscapedThatIsNoPlainOne() {
        Random random = new Random(1);
        IntStream characters = IntStream.range(0, 0x10000);
        Stream<String> alone = characters.mapToObj(c -> String.valueOf((char) c));
        Stream<String> mixed = Stream.generate(() -> random.ints(1 + random.nextInt(8))
                        .mapToObj(bits -> switch (bits >>> 30) {
                            case 0 -> String.valueOf((char) (bits & 0x7f));
                            case 1 -> String.valueOf((char) bits);
                            case 2 -> String.valueOf((char) (0xd800 + (bits & 0x7ff))); // half a pair, or one by chance
                            default -> Character.toString(0x10000 + (bits & 0xfffff));
                        })
                        .collect(Collectors.joining()))
                .limit(20_000);

        assertThat(Stream.concat(alone, mixed))
                .allSatisfy(text -> assertThat(
                                QueryString.builder().add("a", text).build().raw())
                        .isEqualTo("a=" + escaped(text)));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            String plain = String.valueOf((char) (b & 0xff));
            escaped.append(plain.matches("[A-Za-z0-9._~-]") ? plain : String.format("%%%02X", b & 0xff));
        }
        return escaped.toString();
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
