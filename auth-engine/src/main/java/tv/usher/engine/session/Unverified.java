package tv.usher.engine.session;

/**
 * Why an unverified viewer is let in.
 *
 * @param backend that couldn't be asked
 * @param why     it couldn't
 * @param most    how many the backend may have of these at once; {@link Integer#MAX_VALUE}: any number
 */
public record Unverified(String backend, String why, int most) {

    boolean isBounded() {
        return most < Integer.MAX_VALUE;
    }
}
