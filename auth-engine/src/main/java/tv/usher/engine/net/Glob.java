package tv.usher.engine.net;

/** A pattern whose asterisks stand for any text. */
public interface Glob {

    /** The pattern up to its first wildcard: every text that matches begins with it. May be empty. */
    String beginning();

    boolean matches(String text);
}
