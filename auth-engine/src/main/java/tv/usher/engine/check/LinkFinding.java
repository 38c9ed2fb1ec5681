package tv.usher.engine.check;

/**
 * What there is to say of one part of a link.
 *
 * @param part  {@code form}, {@code for}, {@code hash}, {@code start}, {@code end} or {@code lifetime}
 * @param holds false: the link is good for nothing
 * @param text  for operators; never has the token or a secret
 */
public record LinkFinding(String part, boolean holds, String text) {}
