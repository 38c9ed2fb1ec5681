package tv.usher.daemon.cli;

/** A command without an engine. Logging isn't even set up for it, which would take longer than the command. */
public interface LogsNothing {}
