package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/**
 * A question and who asks it.
 *
 * @param dialect what the caller speaks
 * @param caller  its address
 * @param cookie  what the edge carries for Usher between a viewer's requests, empty if nothing
 */
public record Inquiry(String dialect, String caller, String cookie, AccessRequest request) {

    /** Never shows the cookie, with which a viewer could be impersonated. */
    @Override
    public String toString() {
        return "Inquiry[" + dialect + ", " + caller + ']';
    }
}
