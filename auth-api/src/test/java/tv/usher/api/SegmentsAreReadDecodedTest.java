package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentsAreReadDecodedTest {

    @Test
    void asUtf8AndAPlusIsAPlus() {
        assertThat(segments("/live/%D0%90nna/a+b%20c/1.ts")).containsExactly("live", "\u0410nna", "a+b c", "1.ts");
    }

    @Test
    void oneThatIsEmptyIsAnEmptyText() {
        assertThat(segments("")).isEmpty();
        assertThat(segments("/")).containsExactly("");
        assertThat(segments("/a/")).containsExactly("a", "");
    }

    @Test
    void whatIsNoEscapeStays() {
        assertThat(segments("/%zz/%4")).containsExactly("%zz", "%4");
    }

    private static List<String> segments(String path) {
        return AccessRequest.builder().path(path).build().segments();
    }
}
