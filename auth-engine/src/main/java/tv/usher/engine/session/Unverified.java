package tv.usher.engine.session;

import tv.usher.api.Reason;

/**
 * Why an unverified viewer is let in.
 *
 * @param backend that couldn't be asked
 * @param reason  why it couldn't
 * @param most    how many the backend may have of these at once; {@link Integer#MAX_VALUE}: any number
 * @param mostOfAddress how many of those may be of one client address
 */
public record Unverified(String backend, Reason reason, int most, int mostOfAddress) {

    boolean isBounded() {
        return most < Integer.MAX_VALUE;
    }
}
