package tv.usher.daemon.load;

import tv.usher.daemon.call.Caller;
import tv.usher.daemon.call.CallerRequest;

/**
 * A question about a viewer.
 *
 * @param caller who asks
 * @param usher  which one is asked, from 0
 * @param due    nanoseconds from the beginning
 * @param begins true for the first of a viewing
 * @param ends   true if it only tells that a viewing is over
 */
record Step(Caller caller, int usher, long due, CallerRequest request, boolean begins, boolean ends) {}
