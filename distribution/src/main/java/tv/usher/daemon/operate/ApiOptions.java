package tv.usher.daemon.operate;

import picocli.CommandLine.Mixin;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.engine.config.ConfigException;

/** What commands have in common that print what the API of the running daemon answers: for people or as JSON. */
final class ApiOptions {

    @Mixin
    private ConfigFile configFile;

    @Mixin
    private JsonOption json;

    ManagementClient daemon() throws ConfigException {
        return ManagementClient.of(configFile.in(Installation.current()));
    }

    boolean wantsJson() {
        return json.isWanted();
    }
}
