package tv.usher.backend.http;

/** How a middleware is asked. */
record Method(String name) {

    /**
     * @throws IllegalArgumentException if it is neither; the message continues a sentence that begins with the text
     */
    public static Method parse(String text) {
        if (!text.equals("GET") && !text.equals("POST")) {
            throw new IllegalArgumentException("is neither GET nor POST");
        }
        return new Method(text);
    }

    boolean isPost() {
        return name.equals("POST");
    }

    @Override
    public String toString() {
        return name;
    }
}
