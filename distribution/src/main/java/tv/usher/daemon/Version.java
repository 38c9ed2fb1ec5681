package tv.usher.daemon;

/** Which Usher this is. */
final class Version {

    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "Usher " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version();
    }
}
