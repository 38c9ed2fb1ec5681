package tv.usher.daemon;

import picocli.CommandLine;
import tv.usher.daemon.call.CallCommand;
import tv.usher.daemon.operate.LastRefusal;
import tv.usher.daemon.run.ReloadOnSignal;
import tv.usher.daemon.run.RunCommand;

/** Makes the commands that need something of another group; picocli makes all others by itself. */
final class CommandFactory implements CommandLine.IFactory {

    private final CommandLine.IFactory others = CommandLine.defaultFactory();
    private final ReloadOnSignal reloads;

    CommandFactory(ReloadOnSignal reloads) {
        this.reloads = reloads;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(reloads));
        }
        return type == CallCommand.class ? type.cast(new CallCommand(new LastRefusal())) : others.create(type);
    }
}
