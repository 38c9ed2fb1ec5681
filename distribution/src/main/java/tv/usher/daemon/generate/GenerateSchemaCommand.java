package tv.usher.daemon.generate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.engine.config.ConfigSchema;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

@Command(
        description = "Print the JSON schema of the configuration, with the plugins that are there; the build does.",
        hidden = true)
public final class GenerateSchemaCommand implements Callable<Integer>, LogsNothing {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Plugins plugins = PluginLoader.load(Installation.current().plugins())) {
            String schema = JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(ConfigSchema.of(plugins.factories()));
            spec.commandLine().getOut().println(schema);
            return 0;
        }
    }
}
