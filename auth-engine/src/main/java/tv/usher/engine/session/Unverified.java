package tv.usher.engine.session;

/**
 * Why a viewer is let in whom nobody could verify.
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
