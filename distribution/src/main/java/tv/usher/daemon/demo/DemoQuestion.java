package tv.usher.daemon.demo;

import java.util.Map;

/**
 * One row of the table.
 *
 * @param caller   who would ask so
 * @param about    what is shown
 * @param target   path and query of the call
 * @param headers  of the call
 * @param expected the status that Usher must answer
 */
record DemoQuestion(String caller, String about, String target, Map<String, String> headers, int expected) {

    static DemoQuestion alta(String about, String path, String query, int expected) {
        return new DemoQuestion(
                "Alta",
                about,
                "/cesbo?" + query,
                Map.of(
                        "X-Session-Id", "7f3a",
                        "X-Real-Ip", "203.0.113.7",
                        "X-Real-Path", path,
                        "X-Real-Origin", "http://live.example.com",
                        "X-Real-Ua", "VLC/3.0.18"),
                expected);
    }

    static DemoQuestion astra(String about, String path, String query, int expected) {
        return new DemoQuestion(
                "Astra",
                about,
                "/?" + query,
                Map.of(
                        "X-Session-ID", "482911",
                        "X-Channel-ID", "a001",
                        "X-Real-IP", "203.0.113.7",
                        "X-Real-Path", path,
                        "X-Real-Host", "live.example.com",
                        "X-Real-UA", "VLC/3.0.18"),
                expected);
    }

    static DemoQuestion nginx(String about, String path, String query, int expected) {
        return new DemoQuestion(
                "nginx",
                about,
                "/nginx",
                Map.of("X-Original-URI", path + "?" + query, "X-Real-IP", "203.0.113.7", "User-Agent", "VLC/3.0.18"),
                expected);
    }

    static DemoQuestion forwardAuth(String about, String path, String query, int expected) {
        return new DemoQuestion(
                "Traefik",
                about,
                "/forward-auth",
                Map.of(
                        "X-Forwarded-Method", "GET",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "live.example.com",
                        "X-Forwarded-Uri", path + "?" + query,
                        "X-Forwarded-For", "203.0.113.7"),
                expected);
    }
}
