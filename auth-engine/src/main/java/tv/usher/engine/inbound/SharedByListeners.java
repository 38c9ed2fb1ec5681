package tv.usher.engine.inbound;

import java.util.concurrent.Semaphore;
import tv.usher.engine.util.StallWatch;

/**
 * What the listeners for callers and for operators have in common.
 *
 * @param watch  looks after the event loops
 * @param bodies bytes of all unfinished bodies
 */
public record SharedByListeners(StallWatch watch, Semaphore bodies, CertificateMetrics certificates) {}
