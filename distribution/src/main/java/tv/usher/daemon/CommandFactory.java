package tv.usher.daemon;

import picocli.CommandLine;
import tv.usher.daemon.call.CallCommand;
import tv.usher.daemon.operate.LastRefusal;

/** Makes the commands that need something of another group; picocli makes all others by itself. */
final class CommandFactory implements CommandLine.IFactory {

    private final CommandLine.IFactory others = CommandLine.defaultFactory();

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == CallCommand.class ? type.cast(new CallCommand(new LastRefusal())) : others.create(type);
    }
}
