package tv.usher.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What hostile viewers send to an edge, byte for byte. Nothing here is tidied up on its way. */
final class EdgeCorpus {

    static final String AGENT = "player/1.0 (a b)";

    private static final String HOST = "Host: " + PaidChannels.HOST + "\r\n";
    private static final String REST = "User-Agent: " + AGENT + "\r\nConnection: close\r\n";

    /** Ways to write the path of a channel that isn't the viewer's, so that it looks like one that is. */
    private static final List<String> PATHS = List.of(
            "/live/other/s1.ts",
            "/live/other/s1.ts?token=123",
            "/live/other/s1.ts?token=124",
            "/live/other/index.m3u8",
            "/live/shut/s1.ts?token=123",
            "/live/other",
            "/live/other/",
            "/live/other/.",
            "/live/other/s1.ts/",
            // encoded slashes and dots
            "/live/paid/..%2fother%2fs1.ts",
            "/live/paid/..%2Fother/s1.ts",
            "/live/paid/..%2fother%2fs1.ts?token=123",
            "/live/paid/%2e%2e/other/s1.ts",
            "/live/paid/%2E%2E%2Fother%2Fs1.ts",
            "/live/paid/.%2e/other/s1.ts",
            "/live/paid/%2e./other/s1.ts",
            "/live/paid/..%2f..%2flive%2fother%2fs1.ts",
            "/live/paid/s1.ts/..%2f..%2fother%2fs1.ts",
            "/live/paid%2f..%2fother%2fs1.ts",
            "/live/paid%2f../other/s1.ts",
            "/live%2fother%2fs1.ts",
            "/live%2fpaid/../other/s1.ts",
            "/live/free/..%2fshut%2fs1.ts",
            "/live/free/..%2fother%2fs1.ts",
            "/live/free/%2e%2e/shut/s1.ts",
            "/live/paid/%252e%252e/other/s1.ts",
            "/live/paid/..%252fother%252fs1.ts",
            "/live/paid/..%25%32%66other/s1.ts",
            // dots
            "/live/paid/../other/s1.ts",
            "/live/paid/./../other/s1.ts",
            "/live/paid/s1.ts/../../other/s1.ts",
            "/live/./other/s1.ts",
            "/live/other/./s1.ts",
            "/live/free/../shut/s1.ts",
            "/live/free/../other/s1.ts",
            "/live/paid/.../other/s1.ts",
            "/../live/other/s1.ts",
            "/x/../live/other/s1.ts",
            "/usher/../live/other/s1.ts",
            // slashes
            "//live/other/s1.ts",
            "/live//other/s1.ts",
            "/live/other//s1.ts",
            "/live/paid//../other/s1.ts",
            "/live/paid/..//other/s1.ts",
            "///live///other///s1.ts",
            "/live/paid/..%5cother%5cs1.ts",
            "/live/paid/..\\other\\s1.ts",
            "/live\\other\\s1.ts",
            "\\live\\other\\s1.ts",
            // semicolons, fragments, zeros, line breaks, other characters
            "/live/paid/..;/other/s1.ts",
            "/live/paid/..;x=y/other/s1.ts",
            "/live/paid/..%3b/other/s1.ts",
            "/live/other;/s1.ts",
            "/live/other/s1.ts;/live/paid/s1.ts",
            "/live/other/s1.ts#/live/paid/s1.ts",
            "/live/paid/#/../../other/s1.ts",
            "/live/paid/%23/../other/s1.ts",
            "/live/paid/%23/..%2f..%2fother%2fs1.ts",
            "/live/other/s1.ts%23",
            "/live/other/s1.ts%00",
            "/live/other/s1.ts%00.ts",
            "/live/paid/%00/../../other/s1.ts",
            "/live/paid/..%00/other/s1.ts",
            "/live/other/s1.ts%0d%0aX-Original-URI:%20/live/paid/s1.ts",
            "/live/paid/..%0a/other/s1.ts",
            "/live/paid/..\t/other/s1.ts",
            "/live/other/s1.ts%20",
            "/live/other/s1.ts%3ftoken=123",
            "/live/other/s1.ts%3f/../../paid/s1.ts",
            "/live/other/s1.ts?/../../paid/s1.ts",
            "/live/other/s1.ts??token=123",
            "/live/paid/?/../other/s1.ts",
            "/live/other/s1.ts, /live/paid/s1.ts",
            "/live/paid/..\u00c0\u00afother/s1.ts",
            "/live/paid/..%c0%afother/s1.ts",
            "/live/paid/%c0%ae%c0%ae/other/s1.ts",
            "/live/paid/%ef%bc%8e%ef%bc%8e/other/s1.ts",
            "/live/paid/..%u2215other/s1.ts",
            "/live/paid/..%2/other/s1.ts",
            "/live/paid/%%32%65%%32%65/other/s1.ts",
            // case and needless escapes
            "/LIVE/other/s1.ts",
            "/live/OTHER/s1.ts",
            "/live/paid/%2E%2e/OTHER/s1.ts",
            "/live/%6fther/s1.ts",
            "/live/sh%75t/s1.ts",
            "/%6c%69%76%65/other/s1.ts",
            "/%6c%69%76%65/free/..%2fother%2fs1.ts",
            // the edge's own
            "/usher",
            "/usher?token=123",
            "/nginx",
            "*");

    /** Of the middle of a request line, with the host that stands in it. */
    private static final List<String> ABSOLUTE = List.of(
            "http://tv.example/live/other/s1.ts",
            "http://tv.example/live/paid/..%2fother%2fs1.ts",
            "http://tv.example/live/paid/../other/s1.ts",
            "HTTP://TV.EXAMPLE/live/other/s1.ts",
            "http://tv.example:80/live/other/s1.ts",
            "http://tv.example./live/other/s1.ts",
            "https://tv.example/live/other/s1.ts",
            "http://vip.example/live/paid/s1.ts",
            "http://vip.example/live/free/s1.ts",
            "http://vip.example:80/live/free/s1.ts",
            "http://vip.example./live/free/s1.ts",
            "HTTP://VIP.example/live/free/s1.ts",
            "http://open.example@vip.example/live/free/s1.ts",
            "http://vip.example@open.example/live/free/s1.ts",
            "http://open.example\\@vip.example/live/free/s1.ts",
            "http://vip.example#@open.example/live/free/s1.ts",
            "http://vip.example?@open.example/live/free/s1.ts",
            "http:/live/other/s1.ts",
            "http:///live/other/s1.ts",
            "//vip.example/live/free/s1.ts",
            "vip.example/live/free/s1.ts",
            "live/other/s1.ts",
            "ftp://vip.example/live/free/s1.ts");

    /** Hosts that another one than the judged one might serve. */
    private static final List<String> HOSTS = List.of(
            "Host: vip.example\r\n",
            "Host: VIP.example\r\n",
            "Host: vip.example.\r\n",
            "Host: vip.example:80\r\n",
            "Host: vip.example.:80\r\n",
            "Host: vip.example:80:80\r\n",
            "Host: vip.example:\r\n",
            "Host:vip.example\t\r\n",
            "Host: vip.example/\r\n",
            "Host: vip.example#open.example\r\n",
            "Host: vip.example?open.example\r\n",
            "Host: user@vip.example\r\n",
            "Host: open.example@vip.example\r\n",
            "Host: open.example, vip.example\r\n",
            "Host: open.example vip.example\r\n",
            "Host: vip.example\r\nHost: open.example\r\n",
            "Host: open.example\r\nHost: vip.example\r\n",
            "Host: open.example\r\n vip.example\r\n",
            " Host: vip.example\r\nHost: open.example\r\n",
            "Host : vip.example\r\nHost: open.example\r\n",
            "Host: lobby.example\r\n",
            "Host: lobby.example:80\r\n",
            "Host: [::1]\r\n",
            "Host: 127.0.0.1\r\n",
            "Host: localhost\r\n",
            "Host: \r\n",
            "");

    /** What an edge may pass on to Usher although the viewer made it up. */
    private static final List<String> FORGED = List.of(
            "X-Original-URI: /live/free/s1.ts",
            "X-Original-URI: /live/paid/s1.ts\r\nX-Original-URI: /live/paid/s1.ts",
            "X_Original_URI: /live/free/s1.ts",
            "X-Original-URL: http://tv.example/live/free/s1.ts",
            "X-Original-URL: http://open.example/live/other/s1.ts",
            "X-Original-URL: /live/free/s1.ts",
            "X-Forwarded-Uri: /live/free/s1.ts",
            "X-Forwarded-Uri: /live/paid/s1.ts",
            "X-Forwarded-Host: open.example",
            "X-Forwarded-Host: open.example, open.example",
            "X-Forwarded-Server: open.example",
            "X-Forwarded-Method: OPTIONS",
            "X-Forwarded-Prefix: /live/free",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 443",
            "X-Host: open.example",
            "X-Rewrite-URL: /live/free/s1.ts",
            "X-HTTP-Method-Override: OPTIONS",
            "X-Real-IP: 127.0.0.1",
            "X-Real-Ip: 127.0.0.1\r\nX-Real-Ip: 127.0.0.1",
            "X_Real_IP: 127.0.0.1",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-For: 127.0.0.1, 127.0.0.1",
            "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1",
            "X-Forwarded-For: 127.0.0.1:80",
            "X-Client-Ip: 127.0.0.1",
            "True-Client-IP: 127.0.0.1",
            "Forwarded: for=127.0.0.1;host=open.example;proto=https",
            "X-Real-Path: /live/free/s1.ts",
            "X-Real-Host: open.example",
            "X-Session-Id: 1",
            "X-Channel-Id: free",
            "X-UserId: 1",
            "X-Accel-Redirect: /live/other/s1.ts",
            "Connection: X-Original-URI, X-Real-IP, X-Forwarded-For, X-Forwarded-Host, X-Forwarded-Uri, Host",
            "Connection: X-Forwarded-For\r\nX-Forwarded-For: 127.0.0.1",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
            "Cookie: usher=00000000000000000000000000000000",
            "Authorization: Basic MTIzOjEyMw==",
            "Origin: http://open.example\r\nAccess-Control-Request-Method: GET",
            "Referer: http://open.example/live/free/s1.ts",
            "Range: bytes=0-499",
            "Range: bytes=0-99,200-399",
            "If-None-Match: *",
            "If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT",
            "Expect: 100-continue",
            "X-Fold: 1\r\n\tX-Original-URI: /live/free/s1.ts",
            "User-Agent: \tplayer\t1.0",
            "Content-Length: 0",
            "Transfer-Encoding: chunked\r\nX: y\r\n\r\n0",
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    private static final List<String> METHODS = List.of(
            "HEAD",
            "OPTIONS",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "TRACE",
            "PROPFIND",
            "get",
            "GETX",
            "PURGE",
            "CONNECT");

    private EdgeCorpus() {}

    /** What who pays is to be served, however it is written. */
    static List<String> legitimate() {
        return List.of(
                get("/live/paid/index.m3u8?token=123"),
                get("/live/paid/s1.ts?token=123"),
                get("/live/paid/s%201.ts?token=123"),
                get("/live/paid/%D0%B6/s1.ts?token=123"),
                get("/live/paid/%d0%b6/s1.ts?token=123"),
                get("/live/p%61id/s1.ts?token=123"),
                get("http://tv.example/live/paid/s1.ts?token=123"),
                get("/live/paid/s1.ts?token=123", "Range: bytes=0-499"),
                get("/live/paid/s1.ts?token=123", "X-Forwarded-Proto: https"),
                line("HEAD", "/live/paid/s1.ts?token=123", "1.1") + HOST + REST + "\r\n",
                line("GET", "/live/paid/s1.ts?token=123", "1.1") + "Host: TV.example\r\n" + REST + "\r\n",
                line("GET", "/live/paid/s1.ts?token=123", "1.0") + HOST + REST + "\r\n");
    }

    /** All of them once, and what often goes wrong together. */
    static List<String> requests() {
        List<String> requests = new ArrayList<>();
        PATHS.forEach(path -> requests.add(get(path)));
        PATHS.stream()
                .filter(path -> path.contains("%2") || path.contains(".."))
                .forEach(path -> requests.add(head(path)));
        for (String target : ABSOLUTE) {
            requests.add(get(target));
            requests.add(line("GET", target, "1.1") + "Host: open.example\r\n" + REST + "\r\n");
            requests.add(line("GET", target, "1.0") + "\r\n");
        }
        for (String host : HOSTS) {
            requests.add(line("GET", "/live/free/s1.ts", "1.1") + host + REST + "\r\n");
            requests.add(line("GET", "/live/other/s1.ts?token=123", "1.0") + host + REST + "\r\n");
            requests.add(line("GET", "/live/other/s1.ts", "1.1") + host + REST + "\r\n");
            requests.add(line("GET", "http://vip.example/live/free/s1.ts", "1.1") + host + REST + "\r\n");
        }
        for (String forged : FORGED) {
            requests.add(get("/live/other/s1.ts", forged));
            requests.add(get("/live/paid/s1.ts", forged));
            requests.add(line("GET", "/live/other/s1.ts", "1.0") + forged + "\r\n" + REST + "\r\n");
            requests.add(line("GET", "http://vip.example/live/free/s1.ts", "1.1") + "Host: open.example\r\n" + forged
                    + "\r\n" + REST + "\r\n");
        }
        for (String method : METHODS) {
            requests.add(line(method, "/live/other/s1.ts", "1.1") + HOST + REST + "\r\n");
            requests.add(line(method, "/live/paid/..%2fother%2fs1.ts", "1.1") + HOST + REST + "\r\n");
        }
        requests.add("GET /live/other/s1.ts\r\n");
        requests.add("GET /live/other/s1.ts HTTP/0.9\r\n\r\n");
        requests.add("GET /live/other/s1.ts HTTP/1.2\r\n" + HOST + REST + "\r\n");
        requests.add("GET  /live/other/s1.ts  HTTP/1.1\r\n" + HOST + REST + "\r\n");
        requests.add("GET /live/free/s1.ts /live/other/s1.ts HTTP/1.1\r\n" + HOST + REST + "\r\n");
        requests.add("GET /live/other/s1.ts HTTP/1.1\n" + HOST + REST + "\n");
        requests.add("GET /live/free/s1.ts HTTP/1.1\r\n" + HOST + "User-Agent: " + AGENT + "\r\n\r\n"
                + get("/live/other/s1.ts") + get("/live/paid/s1.ts"));
        requests.add("POST /live/free/s1.ts HTTP/1.1\r\n" + HOST
                + "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n" + "0\r\n\r\n" + get("/live/other/s1.ts"));
        return requests;
    }

    /** Each path in each clothing. */
    static List<String> allRequests() {
        List<String> requests = new ArrayList<>(requests());
        for (String path : PATHS) {
            FORGED.forEach(forged -> requests.add(get(path, forged)));
            HOSTS.forEach(host -> requests.add(line("GET", path, "1.1") + host + REST + "\r\n"));
            for (String host : List.of("tv.example", "vip.example", "open.example")) {
                requests.add(get("http://" + host + path));
                requests.add(line("GET", "http://" + host + path, "1.0") + "\r\n");
            }
            METHODS.forEach(method -> requests.add(line(method, path, "1.1") + HOST + REST + "\r\n"));
        }
        return requests;
    }

    static String get(String target, String... headers) {
        StringBuilder request = new StringBuilder(line("GET", target, "1.1")).append(HOST);
        Stream.of(headers).forEach(header -> request.append(header).append("\r\n"));
        return request.append(REST).append("\r\n").toString();
    }

    /** As a proxy passes it on that tells the viewer's address. */
    static String through(String viewersAddress, String request) {
        int end = request.indexOf("\r\n\r\n");
        return end < 0
                ? request
                : request.substring(0, end) + "\r\nX-Forwarded-For: " + viewersAddress + request.substring(end);
    }

    private static String head(String path) {
        return line("HEAD", path, "1.1") + HOST + "Range: bytes=0-\r\n" + REST + "\r\n";
    }

    private static String line(String method, String target, String version) {
        return method + ' ' + target + " HTTP/" + version + "\r\n";
    }
}
