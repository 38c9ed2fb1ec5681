package tv.usher.bench;

import java.util.List;
import tv.usher.engine.dialect.Call;

/** What Alta sends about one viewer. */
record FixedCall(String client, String session) implements Call {

    @Override
    public String caller() {
        return "127.0.0.1";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String target() {
        return "/cesbo?token=123";
    }

    @Override
    public String header(String name) {
        return switch (name) {
            case "X-Session-Id" -> session;
            case "X-Real-Ip" -> client;
            case "X-Real-Path" -> "/play/a001/index.m3u8";
            case "X-Real-Origin" -> "http://live.example.com";
            case "X-Real-Ua" -> "VLC/3.0.18 LibVLC/3.0.18";
            default -> "";
        };
    }

    @Override
    public String lastHeader(String name) {
        return header(name);
    }

    @Override
    public List<String> headers(String name) {
        return List.of(header(name));
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }
}
