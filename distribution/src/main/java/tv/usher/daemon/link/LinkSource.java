package tv.usher.daemon.link;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.api.Secret;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.setup.Setup;
import tv.usher.engine.check.LinkFormat;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.util.IoProblems;

/** Where format and secrets of links come from: a backend of the configuration, or the arguments. */
final class LinkSource {

    @Mixin
    private ConfigFile configFile;

    @Option(names = "--backend", paramLabel = "NAME", description = "As this backend of the configuration says.")
    private @Nullable String backend;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = LinkTexts.OfFormat.class,
            description =
                    "alta, astra, flussonic, nginx, ome, wowza or akamai, as it usually is, without a configuration.")
    private @Nullable LinkFormat format;

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "With --format: the environment variable that has the secret.")
    private @Nullable String variable;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "With --format: the file that has the secret.")
    private @Nullable Path file;

    @Option(
            names = "--any-address",
            description = "With --format flussonic or wowza: links that are good from any address.")
    private boolean anyAddress;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    SignedLinkSettings settings(Installation installation) throws ConfigException, PluginException {
        boolean oneSecret = (variable == null) != (file == null);
        if ((backend == null) == (format == null) || oneSecret != (format != null)) {
            throw wrong("needs --backend NAME, or --format with --secret-env NAME or --secret-file FILE");
        }
        return format != null ? ofArguments(format) : ofBackend(installation);
    }

    private SignedLinkSettings ofArguments(LinkFormat format) {
        try {
            return new SignedLinkSettings(
                    format,
                    List.of(Secret.of(variable == null ? content() : value())),
                    !anyAddress,
                    Optional.empty(),
                    Duration.ofDays(1),
                    Duration.ofSeconds(10),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String value() {
        String value = System.getenv(variable);
        if (value == null) {
            throw wrong("environment variable " + variable + " is not set");
        }
        return value;
    }

    /** Without its last line break, as ${file:…} in the configuration. */
    private String content() {
        if (!Files.isRegularFile(file)) {
            throw wrong(file + " is not a file");
        }
        try {
            return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
        } catch (CharacterCodingException e) {
            throw wrong(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw wrong(file + ": " + IoProblems.of(e));
        }
    }

    private SignedLinkSettings ofBackend(Installation installation) throws ConfigException, PluginException {
        Setup setup = Setup.read(installation, configFile.in(installation));
        setup.plugins().close(); // a check needs none
        return setup.config().checks().stream()
                .filter(check -> check.name().equals(backend))
                .map(CheckConfig::settings)
                .filter(SignedLinkSettings.class::isInstance)
                .map(SignedLinkSettings.class::cast)
                .findAny()
                .orElseThrow(() -> wrong("no backend '" + backend + "' is of type signed-link"));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
