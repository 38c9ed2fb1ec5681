package tv.usher.daemon.call;

import tv.usher.engine.net.HostPort;

/**
 * Where callers ask, as they are told it.
 *
 * @param isTls by https
 */
record UsherAddress(HostPort hostPort, boolean isTls) {

    private static final String HTTPS = "https://";

    /**
     * @throws IllegalArgumentException if it is no such address; the message continues a sentence that begins with the text
     */
    static UsherAddress parse(String text) {
        boolean isTls = text.startsWith(HTTPS);
        String rest = isTls ? text.substring(HTTPS.length()) : text.replaceFirst("^http://", "");
        return new UsherAddress(HostPort.parse(rest.replaceFirst("/$", "")), isTls);
    }
}
