package tv.usher.engine.net;

import java.util.List;

/** Many patterns as one. Only patterns that begin as the text does are tried. Immutable. */
public final class GlobSet {

    private final List<? extends Glob> globs;
    private final NestedIndex<String> byBeginning;

    public GlobSet(List<? extends Glob> globs) {
        this.globs = List.copyOf(globs);
        this.byBeginning = NestedIndex.ofBeginnings(
                globs.stream().map(glob -> List.of(glob.beginning())).toList());
    }

    /** Whether one of them matches. */
    public boolean matches(String text) {
        int none = globs.size();
        return byBeginning.first(text, none, position -> globs.get(position).matches(text)) < none;
    }
}
