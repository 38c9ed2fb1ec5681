package tv.usher.engine.management.api;

import java.util.Locale;
import java.util.function.Predicate;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.session.Session;

/**
 * Finds a piece of text, in any script and case, in what a person sees of a session: user, name, address, channel and backend. Made for a
 * walk over all sessions: nothing is converted that is ASCII already.
 */
final class SessionText implements Predicate<Session> {

    static final int MAX_LENGTH = 256;

    private final String wanted;
    private final boolean isAscii;
    private final String address;

    /**
     * @param text at most {@link #MAX_LENGTH} characters; the empty one is found everywhere
     */
    SessionText(String text) {
        this.wanted = folded(text.strip());
        this.isAscii = WireText.isAscii(wanted);
        this.address = addressIn(text.strip());
    }

    /** Without a text that only an address can have, no address needs to be written out. */
    private static String addressIn(String text) {
        if (!text.matches("[0-9A-Fa-f.:]+")) {
            return "";
        }
        return IpAddress.parse(text).map(IpAddress::toString).orElse(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean test(Session session) {
        return wanted.isEmpty()
                || isIn(session.user())
                || isIn(session.name())
                || isInWire(session.channel())
                || isIn(session.origin().backend())
                || !address.isEmpty() && session.playback().client().contains(address);
    }

    private boolean isInWire(String wire) {
        return WireText.isAscii(wire) ? isIn(wire) : isIn(WireText.read(wire));
    }

    private boolean isIn(String text) {
        if (!WireText.isAscii(text)) {
            return folded(text).contains(wanted);
        }
        for (int i = isAscii ? text.length() - wanted.length() : -1; i >= 0; i--) {
            if (capital(text.charAt(i)) == wanted.charAt(0)
                    && text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return true;
            }
        }
        return false;
    }

    private static char capital(char ascii) {
        return ascii >= 'a' && ascii <= 'z' ? (char) (ascii - 'a' + 'A') : ascii;
    }

    /** In capitals, which have one form each; small letters may have several. */
    private static String folded(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
