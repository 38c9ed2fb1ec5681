package tv.usher.engine.net;

/** A pattern whose asterisks stand for any text. */
public interface Glob {

    /** What every text that matches begins with: the pattern up to its first wildcard. May be empty. */
    String beginning();

    boolean matches(String text);
}
