package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.exchange.TestingCertificates;

class EffectiveConfigurationShowsEveryKeyTest {

    @TempDir
    Path folder;

    private static final String CONFIGURATION = """
                on-unavailable: error
                inbound: {idle-timeout: 90s}
                backends:
                  own: {type: http, address: "http://[::1]:6000/a?b", on-unavailable: allow, unverified: {viewers: 500}, tls: {ca: ca.crt}}
                access:
                  - when: {address: [10.0.0.0/8, "::1"], path: ["/vip/**"], host: [tv.example.com, "*.tv.example.com"]}
                    then: allow
                  - {name: all, ask: [own]}
                """;

    @Test
    void orOnlyThoseThatDifferFromTheDefaults() throws Exception {
        UsherConfig config = load();

        assertThat(config.changed()).containsExactly("""
                        on-unavailable: error
                        inbound.idle-timeout: 90s
                        backends.own.type: http
                        backends.own.on-unavailable: allow
                        backends.own.unverified.viewers: 500
                        backends.own.tls.ca: %1$s/ca.crt
                        backends.own.address: http://[::1]:6000/a?***
                        access[0].when.address: [10.0.0.0/8, ::1/128]
                        access[0].when.path: [/vip/**]
                        access[0].when.host: [tv.example.com, *.tv.example.com]
                        access[0].then: allow
                        access[1].name: all
                        access[1].ask: [own]
                        """.formatted(folder).split("\n"));
        assertThat(config.effective()).containsAll(config.changed());
    }

    @Test
    void whoWritesADefaultOutChangesNothing() throws Exception {
        UsherConfig config = new TestingConfigFile(folder)
                .load(TestingConfigFile.MINIMAL + "sessions: {redis: 'redis://127.0.0.1:6379', idle-timeout: 600s}\n"
                        + "backends: {m: {type: stalker, address: 'http://mw', token-pattern: '[0-9a-f]{32}'}}\n");

        assertThat(config.changed())
                .containsExactly(
                        "on-unavailable: deny",
                        "backends.m.type: stalker",
                        "backends.m.on-unavailable: deny",
                        "backends.m.address: http://mw",
                        "access[0].then: allow");
    }

    private UsherConfig load() throws Exception {
        new TestingCertificates(folder)
                .selfSigned("ca", "EC", "dns:mw.example.com")
                .certificate();
        return new TestingConfigFile(folder).load(CONFIGURATION);
    }

    @Test
    void defaultsIncluded() throws Exception {
        UsherConfig config = load();

        assertThat(config.effective()).containsExactly("""
                        listen: 127.0.0.1:1064
                        tls: (not set)
                        data-dir: %1$s/data
                        on-unavailable: error
                        unverified: (not set)
                        management.listen: 127.0.0.1:1065
                        management.token: (not set)
                        management.read-only-token: (not set)
                        management.tls: (not set)
                        management.recent-decisions: 10000
                        management.max-streams: 32
                        inbound.max-line: 8192
                        inbound.max-headers: 16384
                        inbound.max-body: 65536
                        inbound.max-bodies: 16777216
                        inbound.request-timeout: 10s
                        inbound.idle-timeout: 90s
                        inbound.max-connections: 10000
                        inbound.max-untrusted: 100
                        inbound.drain-timeout: 10s
                        inbound.threads: 0
                        sessions.store: file
                        sessions.redis: ***
                        sessions.idle-timeout: 10m
                        sessions.keep-known: 10m
                        sessions.deny-for: 10s
                        sessions.over-limit: deny-newest
                        sessions.zap-grace: 10s
                        sessions.follow: address-agent
                        sessions.cookie-binds: address
                        sessions.min-grant: 10s
                        sessions.max-grant: 1d
                        sessions.by-agent: true
                        sessions.tokens: [token, auth]
                        sessions.max-sessions: 1000000
                        sessions.max-denials: 100000
                        sessions.max-bans: 100000
                        sessions.edge-cache: 0s
                        sessions.max-ledger: 10000
                        sessions.verify-per-second: 10
                        sessions.one-time-codes: 0s
                        dialects.cesbo.idle-timeout: 4h
                        dialects.cesbo.redirect: x-location
                        dialects.cesbo.api: (not set)
                        dialects.cesbo.api-user: (not set)
                        dialects.cesbo.api-password: (not set)
                        dialects.nginx.idle-timeout: (not set)
                        dialects.nginx.trusted-proxies: []
                        dialects.forward-auth.idle-timeout: (not set)
                        dialects.forward-auth.trusted-proxies: []
                        dialects.envoy.idle-timeout: (not set)
                        dialects.envoy.trusted-proxies: []
                        dialects.flussonic.idle-timeout: 10m
                        dialects.flussonic.recheck: 3m
                        dialects.flussonic.recheck-denied: 10s
                        dialects.flussonic.api: (not set)
                        dialects.flussonic.api-user: (not set)
                        dialects.flussonic.api-password: (not set)
                        dialects.mediamtx.idle-timeout: 4h
                        dialects.mediamtx.allow-actions: []
                        dialects.mediamtx.api: (not set)
                        dialects.mediamtx.api-user: (not set)
                        dialects.mediamtx.api-password: (not set)
                        dialects.srs.idle-timeout: 4h
                        dialects.srs.api: (not set)
                        dialects.srs.api-user: (not set)
                        dialects.srs.api-password: (not set)
                        dialects.ome.secret: (not set)
                        dialects.ome.idle-timeout: 4h
                        dialects.ome.trusted-proxies: []
                        dialects.nginx-rtmp.idle-timeout: 4h
                        dialects.nginx-rtmp.control: (not set)
                        dialects.nginx-rtmp.control-user: (not set)
                        dialects.nginx-rtmp.control-password: (not set)
                        dialects.zlmediakit.idle-timeout: 4h
                        dialects.zlmediakit.api: (not set)
                        dialects.zlmediakit.api-user: (not set)
                        dialects.zlmediakit.api-password: (not set)
                        dialects.mistserver.idle-timeout: 4h
                        dialects.mistserver.api: (not set)
                        dialects.mistserver.api-user: (not set)
                        dialects.mistserver.api-password: (not set)
                        dialects.antmedia.idle-timeout: 4h
                        geo.database: (not set)
                        identity.paths: []
                        events.file: (not set)
                        events.max-size: 104857600
                        events.keep: 10
                        events.hash-addresses: false
                        events.max-waiting: 16384
                        cuts.timeout: 2s
                        cuts.retry-after: 500ms
                        cuts.max-at-once: 8
                        cuts.max-waiting: 1000
                        cuts.address-share: 50
                        cuts.max-answer: 4194304
                        cuts.max-recent: 1000
                        cuts.tls: (not set)
                        trusted-callers: [127.0.0.0/8, ::1/128]
                        insecure-trust-everyone: false
                        backends.own.type: http
                        backends.own.on-unavailable: allow
                        backends.own.unverified.viewers: 500
                        backends.own.unverified.address-share: 50
                        backends.own.unverified.during: (not set)
                        backends.own.on-5xx: deny
                        backends.own.pass-location: false
                        backends.own.canary: 1m
                        backends.own.breaker.enabled: true
                        backends.own.breaker.failure-rate: 50
                        backends.own.breaker.window: 5s
                        backends.own.breaker.minimum: 3
                        backends.own.breaker.open-for: 5s
                        backends.own.breaker.trial: 5
                        backends.own.bind-token: false
                        backends.own.max-bound-tokens: 100000
                        backends.own.failures: (not set)
                        backends.own.timeout: 2s
                        backends.own.connect-timeout: 1s
                        backends.own.max-concurrent: 100
                        backends.own.max-waiting: 1000
                        backends.own.address-share: 50
                        backends.own.keep-alive: 4s
                        backends.own.max-answer: 65536
                        backends.own.max-answer-headers: 16384
                        backends.own.pass-over: 5s
                        backends.own.tls.ca: %1$s/ca.crt
                        backends.own.tls.certificate: (not set)
                        backends.own.tls.key: (not set)
                        backends.own.max-sessions: (not set)
                        backends.own.max-sessions-cap: (not set)
                        backends.own.ignore-max-sessions: false
                        backends.own.ignore-unique: false
                        backends.own.address: http://[::1]:6000/a?***
                        backends.own.grant: 3m
                        backends.own.ask-again: true
                        access[0].name:\s
                        access[0].when.address: [10.0.0.0/8, ::1/128]
                        access[0].when.path: [/vip/**]
                        access[0].when.host: [tv.example.com, *.tv.example.com]
                        access[0].then: allow
                        access[0].ask: []
                        access[0].combining: any-allows
                        access[0].shadow: []
                        access[0].max-shadow: 50
                        access[0].denied-location: (not set)
                        access[1].name: all
                        access[1].when: (not set)
                        access[1].then: (not set)
                        access[1].ask: [own]
                        access[1].combining: any-allows
                        access[1].shadow: []
                        access[1].max-shadow: 50
                        access[1].denied-location: (not set)
                        """.formatted(folder).split("\n"));
    }
}
