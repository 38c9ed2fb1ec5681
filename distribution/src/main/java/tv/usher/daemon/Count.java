package tv.usher.daemon;

/** Numbers of things, for people. */
final class Count {

    private Count() {}

    /**
     * @param thing one of them, whose plural has an {@code s}
     */
    static String of(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
