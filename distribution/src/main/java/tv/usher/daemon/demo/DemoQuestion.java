package tv.usher.daemon.demo;

import java.util.Optional;
import tv.usher.api.Action;
import tv.usher.daemon.call.CallEvent;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.CallerRequest;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.ViewerUrl;

/**
 * One row of the table.
 *
 * @param caller   who would ask so
 * @param about    what is shown
 * @param request  what is asked
 * @param expected the status that Usher must answer
 */
record DemoQuestion(String caller, String about, CallerRequest request, int expected) {

    private static final String CLIENT = "203.0.113.7";

    static DemoQuestion alta(String about, String path, String query, int expected) {
        return new DemoQuestion("Alta", about, request(CallerKind.ALTA, CLIENT, path, query), expected);
    }

    static DemoQuestion astra(String about, String path, String query, int expected) {
        return new DemoQuestion("Astra", about, request(CallerKind.ASTRA, CLIENT, path, query), expected);
    }

    static DemoQuestion nginx(String about, String path, String query, int expected) {
        return new DemoQuestion("nginx", about, request(CallerKind.NGINX, CLIENT, path, query), expected);
    }

    static DemoQuestion forwardAuth(String about, String path, String query, int expected) {
        return new DemoQuestion("Traefik", about, request(CallerKind.FORWARD_AUTH, CLIENT, path, query), expected);
    }

    static DemoQuestion office(String about, String path, int expected) {
        return new DemoQuestion("Alta", about, request(CallerKind.ALTA, "192.168.1.20", path, ""), expected);
    }

    private static CallerRequest request(CallerKind kind, String client, String path, String query) {
        ViewerUrl url = new ViewerUrl("http", "live.example.com", path, query);
        ViewerRequest viewer = new ViewerRequest(url, client, "VLC/3.0.18", "482911", Action.PLAY);
        return kind.caller(Optional.empty()).request(viewer, CallEvent.OPEN).orElseThrow();
    }
}
