package tv.usher.daemon.cli;

/** Which Usher this is. */
public final class Version {

    private Version() {}

    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "Usher " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version();
    }
}
