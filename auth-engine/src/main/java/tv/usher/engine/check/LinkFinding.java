package tv.usher.engine.check;

/**
 * A finding about one part of a link.
 *
 * @param part  {@code form}, {@code for}, {@code hash}, {@code start}, {@code end} or {@code lifetime}
 * @param holds false: the link isn't valid
 * @param text  for operators; it never contains the token or a secret
 */
public record LinkFinding(String part, boolean holds, String text) {}
