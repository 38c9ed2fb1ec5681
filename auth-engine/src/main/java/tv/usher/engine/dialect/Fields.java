package tv.usher.engine.dialect;

/** The named fields of a call. */
interface Fields {

    /**
     * One character per byte; empty if there is no such field.
     *
     * @throws UnreadableCall if the field is no text
     */
    String get(String name);
}
