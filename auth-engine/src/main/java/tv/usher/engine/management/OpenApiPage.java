package tv.usher.engine.management;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tv.usher.engine.management.api.PageContent;

/** The description of the API for people and machines: OpenAPI 3.1. */
final class OpenApiPage implements ManagementPage {

    @Override
    public PageContent render(String accept) {
        try (InputStream document = OpenApiPage.class.getResourceAsStream("openapi.yaml")) {
            return new PageContent(200, "application/yaml", document.readAllBytes()); // the media type of RFC 9512
        } catch (IOException e) {
            throw new UncheckedIOException("our own jar can be read", e);
        }
    }
}
