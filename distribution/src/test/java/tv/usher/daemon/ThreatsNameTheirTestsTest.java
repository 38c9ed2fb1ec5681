package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who reads T22 in a test finds on the page what it means, and who reads the page finds the tests. */
class ThreatsNameTheirTestsTest {

    private static final Path PAGE = Path.of("../.github/THREATS.md");

    /** T22, or T16–T24. */
    private static final Pattern NUMBERS = Pattern.compile("\\bT(\\d\\d)(?:[–-]T?(\\d\\d))?\\b");

    private static final Pattern STATEMENT = Pattern.compile("(?m)^\\| T(\\d\\d) \\| .* \\| ([^|]*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final String NOT_YET = "*not yet*";

    /** What stands on the page behind each statement. */
    private static final SortedMap<Integer, String> HELD_BY = new TreeMap<>();

    private static Set<String> tests;

    @BeforeAll
    static void readPage() throws IOException {
        STATEMENT
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(row -> HELD_BY.merge(
                        Integer.valueOf(row.group(1)), row.group(2), (one, other) -> "twice: " + one + other));
        tests = SourceFiles.of("test").stream().map(SourceFiles::className).collect(Collectors.toSet());
    }

    @Test
    void everyStatementStandsThereOnce() {
        assertThat(HELD_BY.keySet())
                .isNotEmpty()
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, HELD_BY.lastKey()).boxed().toList());
        assertThat(HELD_BY.values()).noneMatch(held -> held.startsWith("twice"));
    }

    @Test
    void everyTestThatNamesAThreatStandsBehindIt() throws IOException {
        for (Path file : SourceFiles.of("test")) {
            String test = SourceFiles.className(file);
            if (test.equals(getClass().getSimpleName())) {
                continue;
            }
            for (int number : numbersIn(Files.readString(file))) {
                assertThat(HELD_BY).as("%s names T%02d", test, number).containsKey(number);
                assertThat(HELD_BY.get(number))
                        .as("T%02d in %s should name %s, which names it", number, PAGE, test)
                        .contains('`' + test + '`');
            }
        }
    }

    private static Set<Integer> numbersIn(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (MatchResult found : NUMBERS.matcher(text).results().toList()) {
            int first = Integer.parseInt(found.group(1));
            int last = found.group(2) == null ? first : Integer.parseInt(found.group(2));
            IntStream.rangeClosed(first, last).forEach(numbers::add);
        }
        return numbers;
    }

    @Test
    void everyStatementNamesTestsThatExistOrSaysThatThereIsNone() {
        HELD_BY.forEach((number, held) -> {
            List<String> named =
                    TEST.matcher(held).results().map(test -> test.group(1)).toList();
            assertThat(tests).as("tests of T%02d", number).containsAll(named);
            assertThat(!named.isEmpty() || held.equals(NOT_YET))
                    .as("T%02d names a test or says '%s'", number, NOT_YET)
                    .isTrue();
        });
    }
}
