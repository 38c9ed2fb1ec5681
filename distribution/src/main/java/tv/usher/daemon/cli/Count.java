package tv.usher.daemon.cli;

/** Numbers of things, for people. */
public final class Count {

    private Count() {}

    /**
     * @param thing one of them, whose plural has an {@code s}
     */
    public static String of(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
