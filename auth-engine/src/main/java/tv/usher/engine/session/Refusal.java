package tv.usher.engine.session;

/**
 * A remembered denial.
 *
 * @param reason  for operators
 * @param backend whose denial it was, empty if an operator's
 */
public record Refusal(String reason, String backend) {}
