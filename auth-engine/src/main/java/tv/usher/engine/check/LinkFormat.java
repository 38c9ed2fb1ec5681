package tv.usher.engine.check;

import tv.usher.api.AccessRequest;

/** The maker of the links. The formats differ in what is signed beside address, times, secret and salt. */
public enum LinkFormat {

    /** Cesbo Alta: the path of the playlist, {@code /tv/news/index.m3u8}. */
    ALTA {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }
    },

    /** Cesbo Astra: the channel's id; if the caller doesn't tell it, {@code a001} of {@code /play/a001/index.m3u8}. */
    ASTRA {
        @Override
        public String subject(AccessRequest request) {
            return request.channel().isEmpty() ? idOf(request.path()) : request.channel();
        }
    },

    /** Flussonic: the stream's name; if the caller doesn't tell it, the folder, {@code sport/hd} of {@code /sport/hd/index.m3u8}. */
    FLUSSONIC {
        @Override
        public String subject(AccessRequest request) {
            return request.channel().isEmpty() ? folderOf(request.path()) : request.channel();
        }
    };

    private static final String PLAY = "/play/";

    /** The subject that the link must have; empty if the caller didn't tell it. */
    public abstract String subject(AccessRequest request);

    /** True if the format has links that are valid from any address. */
    boolean knowsLinksForAnyAddress() {
        return this == FLUSSONIC;
    }

    private static String idOf(String path) {
        if (!path.startsWith(PLAY)) {
            return "";
        }
        int end = path.indexOf('/', PLAY.length());
        return path.substring(PLAY.length(), end < 0 ? path.length() : end);
    }

    private static String folderOf(String path) {
        int end = path.lastIndexOf('/');
        return end < 1 ? "" : path.substring(1, end);
    }
}
