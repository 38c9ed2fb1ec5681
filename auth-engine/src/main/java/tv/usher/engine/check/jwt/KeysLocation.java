package tv.usher.engine.check.jwt;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import tv.usher.api.Endpoint;

/** Where an operator says that keys are: an issuer's address, or a file. Exactly one of the two is there. */
public record KeysLocation(Optional<URI> address, Optional<Path> file) {

    /**
     * @param text begins with {@code http://} or {@code https://}, or is a path
     * @throws IllegalArgumentException if it is neither; the message continues a sentence that begins with the text
     */
    public static KeysLocation parse(String text) {
        if (text.matches("(?i)https?://.*")) {
            return new KeysLocation(Optional.of(address(text)), Optional.empty());
        }
        try {
            if (!text.isBlank() && !text.contains("://")) {
                return new KeysLocation(Optional.empty(), Optional.of(Path.of(text)));
            }
        } catch (InvalidPathException e) {
            // told below
        }
        throw new IllegalArgumentException("is neither an address (https://...) nor a file");
    }

    /** With a relative path below this folder. */
    public KeysLocation in(Path folder) {
        return new KeysLocation(address, file.map(path -> folder.resolve(path).normalize()));
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            Endpoint.of(address);
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not an address: " + e.getReason(), e);
        }
    }

    /** True if whoever stands between here and the issuer could give keys of his own. */
    public boolean isOpenToOthers() {
        return address.filter(uri -> "http".equalsIgnoreCase(uri.getScheme()) && !isOfThisMachine(uri.getHost()))
                .isPresent();
    }

    private static boolean isOfThisMachine(String host) {
        return host.matches("(?i)localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    }

    /** Without a query, in which a secret may stand. */
    @Override
    public String toString() {
        return address.map(uri -> Endpoint.of(uri).toString())
                .or(() -> file.map(Path::toString))
                .orElse("");
    }
}
