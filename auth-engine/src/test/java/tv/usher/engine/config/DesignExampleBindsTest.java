package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.On5xx;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPattern;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.net.PathPattern;

class DesignExampleBindsTest {

    private static final String EXAMPLE = """
            listen: 127.0.0.1:1064              # where callers ask
            trusted-callers: [127.0.0.0/8, "::1/128"]   # only these may ask
            data-dir: data                      # what survives a restart
            on-unavailable: deny                # the default action of backends that name none
            management:
              listen: 127.0.0.1:1065            # never answers a decision

            backends:
              ministra:
                type: stalker                   # the plugin's name
                address: http://mw.example.com/stalker_portal     # base address, or the complete endpoint
                timeout: 2s                     # for the whole answer
                on-unavailable: allow           # allow | deny | error; must be chosen
                on-5xx: deny                    # deny | unavailable
                grant: 10h                      # lifetime when the answer names none
              portal:
                type: iptvportal
                address: https://go.iptvportal.cloud
                on-unavailable: deny
              smarty:
                type: smarty
                address: http://smarty.example.com
                on-unavailable: deny
              own:
                type: http
                address: https://auth.example.com/check?realm=tv
                on-unavailable: error

            access:                             # first rule whose conditions all hold
              - name: office
                when: {address: [192.168.0.0/16, "fd00::/8"]}
                then: allow                     # allow | deny
              - name: vip
                when: {path: ["/vip/**"], host: [live.example.com]}
                ask: [ministra, own]
                combining: any-allows           # any-allows | first-answer | all-allow
              - name: everyone
                ask: [ministra]
            """;

    @TempDir
    Path folder;

    @Test
    void everyValueArrives() throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load(EXAMPLE);

        assertThat(config.listen()).isEqualTo(new HostPort("127.0.0.1", 1064));
        assertThat(config.management().listen()).isEqualTo(new HostPort("127.0.0.1", 1065));
        assertThat(config.trustedCallers()).containsExactly(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));
        assertThat(config.dataDir()).isEqualTo(folder.resolve("data"));

        assertThat(config.backends())
                .extracting(BackendConfig::name)
                .containsExactly("ministra", "portal", "smarty", "own");
        BackendConfig ministra = config.backends().get(0);
        assertThat(ministra.type()).isEqualTo("stalker");
        assertThat(ministra.settings().on5xx()).isEqualTo(On5xx.DENY);
        assertThat(ministra.exchange().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ministra.exchange().maxConcurrent()).isEqualTo(100);
        assertThat(config.backends())
                .extracting(BackendConfig::settings)
                .extracting(BackendSettings::onUnavailable)
                .extracting(choice -> choice.orElseThrow())
                .containsExactly(OnUnavailable.ALLOW, OnUnavailable.DENY, OnUnavailable.DENY, OnUnavailable.ERROR);

        RuleSettings office = config.access().get(0);
        assertThat(office.then()).contains(RuleSettings.Effect.ALLOW);
        assertThat(office.when().orElseThrow().address())
                .containsExactly(Cidr.parse("192.168.0.0/16"), Cidr.parse("fd00::/8"));
        RuleSettings vip = config.access().get(1);
        assertThat(vip.when().orElseThrow().path()).containsExactly(PathPattern.parse("/vip/**"));
        assertThat(vip.when().orElseThrow().host()).containsExactly(HostPattern.parse("live.example.com"));
        assertThat(vip.ask()).containsExactly("ministra", "own");
        assertThat(vip.combining()).isEqualTo(Combining.ANY_ALLOWS);
        assertThat(config.access().get(2).when()).isEmpty();
    }

    @Test
    void aBackendWithoutAChoiceTakesTheFiles() throws Exception {
        String file = TestingConfigFile.MINIMAL + "backends: {own: {type: http, address: 'http://a'}}";

        UsherConfig config = new TestingConfigFile(folder).load(file);

        assertThat(config.backends().get(0).settings().onUnavailable()).contains(OnUnavailable.DENY);
    }
}
