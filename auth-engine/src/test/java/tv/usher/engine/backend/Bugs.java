package tv.usher.engine.backend;

import java.util.List;
import java.util.function.Supplier;

/** What somebody else's code may do instead of its work. Nothing that they say is for a log. */
final class Bugs {

    private Bugs() {}

    /**
     * A way to go wrong.
     *
     * @param code throws, or gives null
     */
    record Bug(String name, Supplier<?> code) {

        @SuppressWarnings("unchecked") // what returns at all returns null
        <T> T happen() {
            return (T) code.get();
        }
    }

    static List<Bug> all() {
        return List.of(
                new Bug("an exception", () -> {
                    throw new IllegalStateException(HostileAccessRequests.SECRET);
                }),
                new Bug("an exception without a text", () -> {
                    throw new NullPointerException();
                }),
                new Bug("a missing class", () -> {
                    throw new NoClassDefFoundError(HostileAccessRequests.SECRET);
                }),
                new Bug("an assertion", () -> {
                    throw new AssertionError(HostileAccessRequests.SECRET);
                }),
                new Bug("no memory", () -> {
                    throw new OutOfMemoryError(HostileAccessRequests.SECRET);
                }),
                new Bug("an endless recursion", () -> recurse(0)),
                new Bug("null", () -> null));
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + recurse(depth - 1);
    }
}
