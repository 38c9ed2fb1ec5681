package tv.usher.engine.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** Name service as a test wants it. */
@FunctionalInterface
interface TestingLookup extends DnsResolver {

    InetAddress lookUp(String host) throws UnknownHostException;

    static TestingLookup to(TestingLookup lookup) {
        return lookup;
    }

    @Override
    default InetAddress[] resolve(String host) throws UnknownHostException {
        return new InetAddress[] {lookUp(host)};
    }

    @Override
    default String resolveCanonicalHostname(String host) {
        return host;
    }
}
