package tv.usher.engine.check;

import java.util.Locale;
import java.util.function.Function;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.net.Percent;

/** The maker of the links, which says how they are written and what is signed. */
public enum LinkFormat {

    /** Cesbo Alta: the path of the playlist, {@code /tv/news/index.m3u8}. */
    ALTA("token", AccessRequest::path, CesboLinks::new),

    /** Cesbo Astra: the channel's id; if the caller doesn't tell it, {@code a001} of {@code /play/a001/index.m3u8}. */
    ASTRA("token", request -> channelOr(LinkFormat::idOf, request), CesboLinks::new),

    /** Flussonic: the stream's name; if the caller doesn't tell it, the folder, {@code sport/hd} of {@code /sport/hd/index.m3u8}. */
    FLUSSONIC("token", request -> channelOr(LinkFormat::folderOf, request), CesboLinks::new),

    /** nginx' secure_link: what its configuration says, mostly the path. */
    NGINX("md5", AccessRequest::path, NginxLinks::new),

    /** SignedPolicy of OvenMediaEngine: the whole address. */
    OME("signature", AccessRequest::path, OmeLinks::new),

    /** Wowza's SecureToken, version 2: application and stream. */
    WOWZA("wowzatokenhash", AccessRequest::path, WowzaLinks::new),

    /** Akamai's Auth Token 2.0: the path, or patterns of paths. */
    AKAMAI("hdnts", AccessRequest::path, AkamaiLinks::new);

    private static final String PLAY = "/play/";

    private final ParameterName parameter;
    private final Function<AccessRequest, String> subject;
    private final Function<SignedLinkSettings, LinkScheme> scheme;

    LinkFormat(
            String parameter,
            Function<AccessRequest, String> subject,
            Function<SignedLinkSettings, LinkScheme> scheme) {
        this.parameter = new ParameterName(parameter);
        this.subject = subject;
        this.scheme = scheme;
    }

    /** Where its links stand unless the operator says otherwise. */
    ParameterName usualParameter() {
        return parameter;
    }

    LinkScheme scheme(SignedLinkSettings settings) {
        return scheme.apply(settings);
    }

    /** The subject that the link must have; empty if the caller didn't tell it. */
    public String subject(AccessRequest request) {
        return subject.apply(request);
    }

    /** True if the format has links that are valid from any address. */
    boolean knowsLinksForAnyAddress() {
        return this == FLUSSONIC || this == WOWZA;
    }

    /** As a configuration names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a path tells is decoded, as callers tell it. */
    private static String channelOr(Function<String, String> ofPath, AccessRequest request) {
        return request.channel().isEmpty() ? Percent.lenient(ofPath.apply(request.path())) : request.channel();
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
