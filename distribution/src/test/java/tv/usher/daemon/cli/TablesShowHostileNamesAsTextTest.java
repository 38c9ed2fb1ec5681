package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** T9: names come from viewers and middlewares, and an operator's terminal must show them, not obey them. */
class TablesShowHostileNamesAsTextTest {

    @Test
    void escapesAndLineEndsAreMadeVisible() {
        // Given
        TextTable table = new TextTable("USER", "WHY");

        // When
        table.add("\u001b[2J\u001b]0;pwned\u0007", "a\nFAKE ROW\r\u202eesrever\u2028\u009b31m");

        // Then
        assertThat(table.lines()).hasSize(2);
        assertThat(String.join("", table.lines()))
                .doesNotContain("\u001b", "\u0007", "\n", "\r", "\u202e", "\u2028", "\u009b")
                .contains("\\u001b[2J", "a\\nFAKE ROW\\r\\u202eesrever");
    }

    @Test
    void columnsStandInLineWhateverTheScript() {
        // Given
        TextTable table = new TextTable("NAME", "ID");

        // When
        table.add("Юрий", "1");
        table.add("字幕", "2");
        table.add("e\u0301", "3");
        table.add("\ud83d\ude00", "4");
        table.add("", "5");

        // Then
        assertThat(table.lines())
                .containsExactly("NAME  ID", "Юрий  1", "字幕  2", "e\u0301     3", "\ud83d\ude00    4", "-     5");
    }

    @Test
    void whatFollowsANameFromRightToLeftStandsOnItsRight() {
        // Given
        TextTable table = new TextTable("NAME", "ID");

        // When
        table.add("דנה", "12");

        // Then
        assertThat(table.lines().get(1)).isEqualTo("דנה\u200e   12");
    }

    @Test
    void aLongNameIsCutAndTheLastColumnIsNot() {
        // Given
        TextTable table = new TextTable("NAME", "WHY");
        String long1 = "x".repeat(6_000);

        // When
        table.add(long1, long1);

        // Then
        List<String> lines = table.lines();
        assertThat(lines.get(1)).startsWith("x".repeat(59) + "\u2026  x").endsWith(long1);
        assertThat(lines.get(0)).isEqualTo("NAME" + " ".repeat(58) + "WHY");
    }
}
