package tv.usher.engine.dialect;

/** The virtual host that SRS and ZLMediaKit name. */
final class VirtualHost {

    private static final String DEFAULT = "__defaultVhost__";

    private VirtualHost() {}

    /** Empty for the one that stands for all hosts. */
    static String host(Fields fields) {
        String vhost = fields.get("vhost");
        return vhost.equals(DEFAULT) ? "" : CallParsing.host("vhost", vhost);
    }
}
