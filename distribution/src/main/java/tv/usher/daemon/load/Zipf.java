package tv.usher.daemon.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Zipf's law: the channel of rank k has 1/k of the viewers that the first has. */
final class Zipf {

    /** The share of all ranks up to each. */
    private final double[] upTo;

    /**
     * @param ranks at least 1
     */
    Zipf(int ranks) {
        upTo = new double[ranks];
        double sum = 0;
        for (int rank = 0; rank < ranks; rank++) {
            sum += 1.0 / (rank + 1);
            upTo[rank] = sum;
        }
        for (int rank = 0; rank < ranks; rank++) {
            upTo[rank] /= sum;
        }
    }

    /** From 0, the most popular one. */
    int next(RandomGenerator random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        int rank = found < 0 ? -found - 1 : found + 1;
        return Math.min(rank, upTo.length - 1);
    }
}
