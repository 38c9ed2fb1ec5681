package tv.usher.engine.net;

import java.util.List;

/** Many patterns as one. Only patterns that begin as the text does are tried. Immutable. */
public final class GlobSet {

    private final int size;
    private final NestedIndex<String> byBeginning;
    private final NestedIndex.Test<String> matches;

    public GlobSet(List<? extends Glob> globs) {
        List<Glob> all = List.copyOf(globs);
        this.size = all.size();
        this.matches = (text, position) -> all.get(position).matches(text);
        this.byBeginning = NestedIndex.ofBeginnings(
                all.stream().map(glob -> List.of(glob.beginning())).toList());
    }

    /** Whether one of them matches. */
    public boolean matches(String text) {
        return byBeginning.first(text, size, text, matches) < size;
    }
}
