package tv.usher.engine.check;

import tv.usher.api.AccessRequest;
import tv.usher.engine.net.ParameterName;

/** The maker of the links, which says how they are written and what is signed. */
public enum LinkFormat {

    /** Cesbo Alta: the path of the playlist, {@code /tv/news/index.m3u8}. */
    ALTA("token") {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }
    },

    /** Cesbo Astra: the channel's id; if the caller doesn't tell it, {@code a001} of {@code /play/a001/index.m3u8}. */
    ASTRA("token") {
        @Override
        public String subject(AccessRequest request) {
            return request.channel().isEmpty() ? idOf(request.path()) : request.channel();
        }
    },

    /** Flussonic: the stream's name; if the caller doesn't tell it, the folder, {@code sport/hd} of {@code /sport/hd/index.m3u8}. */
    FLUSSONIC("token") {
        @Override
        public String subject(AccessRequest request) {
            return request.channel().isEmpty() ? folderOf(request.path()) : request.channel();
        }
    },

    /** nginx' secure_link: what its configuration says, mostly the path. */
    NGINX("md5") {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }

        @Override
        LinkScheme scheme(SignedLinkSettings settings) {
            return new NginxLinks(settings);
        }
    },

    /** SignedPolicy of OvenMediaEngine: the whole address. */
    OME("signature") {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }

        @Override
        LinkScheme scheme(SignedLinkSettings settings) {
            return new OmeLinks(settings);
        }
    },

    /** Wowza's SecureToken, version 2: application and stream. */
    WOWZA("wowzatokenhash") {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }

        @Override
        LinkScheme scheme(SignedLinkSettings settings) {
            return new WowzaLinks(settings);
        }
    },

    /** Akamai's Auth Token 2.0: the path, or patterns of paths. */
    AKAMAI("hdnts") {
        @Override
        public String subject(AccessRequest request) {
            return request.path();
        }

        @Override
        LinkScheme scheme(SignedLinkSettings settings) {
            return new AkamaiLinks(settings);
        }
    };

    private static final String PLAY = "/play/";

    private final ParameterName parameter;

    LinkFormat(String parameter) {
        this.parameter = new ParameterName(parameter);
    }

    /** Where its links stand unless the operator says otherwise. */
    ParameterName usualParameter() {
        return parameter;
    }

    /** How its links are read, judged and made. */
    LinkScheme scheme(SignedLinkSettings settings) {
        return new CesboLinks(settings);
    }

    /** The subject that the link must have; empty if the caller didn't tell it. */
    public abstract String subject(AccessRequest request);

    /** True if the format has links that are valid from any address. */
    boolean knowsLinksForAnyAddress() {
        return this == FLUSSONIC || this == WOWZA;
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
