package tv.usher.engine.exchange;

/**
 * The connections to one backend.
 *
 * @param busy    that carry a question, or are being made for one
 * @param idle    that are kept
 * @param waiting questions that wait for one
 */
public record ConnectionCounts(int busy, int idle, int waiting) {}
