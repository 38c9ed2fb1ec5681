package tv.usher.daemon.load;

import tv.usher.daemon.call.CallerRequest;

/**
 * A question about a viewer.
 *
 * @param due    nanoseconds from the beginning
 * @param begins true for the first of a viewing
 * @param ends   true if it only tells that a viewing is over
 */
record Step(long due, CallerRequest request, boolean begins, boolean ends) {}
