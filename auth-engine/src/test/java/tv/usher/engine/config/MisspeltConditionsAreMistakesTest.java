package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.rule.TestingMmdb;

/** A condition that could never hold, or holds for others than was meant, is told at start. */
class MisspeltConditionsAreMistakesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void database() {
        new TestingMmdb().write(folder.resolve("any.mmdb"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            dialect: [nginks] | 15: access[0].when.dialect[0]: no dialect has the name 'nginks', did you mean 'nginx'?
            not-dialect: [cesbo, Nginx] | 26: access[0].when.not-dialect[1]: no dialect has the name 'Nginx', did you mean 'nginx'?
            action: [plai] | 14: access[0].when.action[0]: 'plai' is not one of play, publish, did you mean 'play'?
            country: [UK] | 15: access[0].when.country[0]: 'UK' is neither a country of two letters (ISO 3166-1) nor 'unknown', did you mean 'GB'?
            country: [DE, Germany] | 19: access[0].when.country[1]: 'Germany' is neither a country of two letters (ISO 3166-1) nor 'unknown', did you mean 'DE'?
            country: [DEU] | 15: access[0].when.country[0]: 'DEU' is neither a country of two letters (ISO 3166-1) nor 'unknown', did you mean 'DE'?
            not-country: [Unknown] | 19: access[0].when.not-country[0]: 'Unknown' is neither a country of two letters (ISO 3166-1) nor 'unknown', did you mean 'unknown'?
            country: [ZZ] | 15: access[0].when.country[0]: 'ZZ' is neither a country of two letters (ISO 3166-1) nor 'unknown'
            protocol: ["h ls"] | 16: access[0].when.protocol[0]: 'h ls' is not the name of a protocol, as in hls
            parameter: {"to ken": [a]} | 17: access[0].when.parameter.to ken: the key 'to ken' is not the name of a parameter: letters, digits, '_', '.' and '-', at most 64
            parameter: {"token[]": [a]} | 17: access[0].when.parameter.token[]: the key 'token[]' is not the name of a parameter: letters, digits, '_', '.' and '-', at most 64
            parameter: {token: true} | 24: access[0].when.parameter.token: must be a list; write a single one as [x]
            parameter: {} | 5: access[0].when.parameter: is empty, so this rule could never hold; leave the key out if any value will do
            channel: [""] | 15: access[0].when.channel[0]: '' is empty
            user-agent: [] | 5: access[0].when.user-agent: is empty, so this rule could never hold; leave the key out if any value will do
            not-address: [10.0.0.1/8] | 19: access[0].when.not-address[0]: '10.0.0.1/8' has bits set beyond its prefix, did you mean 10.0.0.0/8?
            caller: [localhost] | 14: access[0].when.caller[0]: 'localhost' is not an IP address or range, as in 192.168.0.0/16
            percent: 0 | 14: access[0].when.percent: '0' is not a whole number from 1 to 100
            percent: 101 | 14: access[0].when.percent: '101' is not a whole number from 1 to 100
            percent: 10% | 14: access[0].when.percent: '10%' is not a whole number from 1 to 100
            not-percent: 10 | 5: access[0].when.not-percent: unknown key; known are:
            useragent: [a] | 5: access[0].when.useragent: unknown key, did you mean 'user-agent'?
            not-adress: [10.0.0.0/8] | 5: access[0].when.not-adress: unknown key, did you mean 'not-address'?
            """)
    void withTheirPlaceAndWhatWasMeant(String condition, String problem) {
        String file = "geo: {database: any.mmdb}\naccess:\n- then: deny\n  when:\n";

        assertThat(new TestingConfigFile(folder).problemsOf(file + "    " + condition))
                .singleElement()
                .asString()
                .startsWith("usher.yaml:5:" + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"country", "not-country"})
    void countriesNeedADatabase(String condition) {
        assertThat(new TestingConfigFile(folder).problemsOf("access: [{then: deny, when: {" + condition + ": [DE]}}]"))
                .containsExactly("usher.yaml:1:30: access[0].when." + condition
                        + ": needs a database that knows where addresses are: geo.database");
    }

    @Test
    void allOfThemBindWhenSpeltRight() throws Exception {
        ConditionSettings when =
                new TestingConfigFile(folder).load("""
                        geo: {database: any.mmdb}
                        access:
                        - then: allow
                          when:
                            country: [de, unknown]
                            protocol: [HLS]
                            parameter: {token: [], device: [stb]}
                            percent: 100
                        """).access().get(0).when().orElseThrow();

        assertThat(when.country()).hasToString("[DE, unknown]");
        assertThat(when.protocol()).hasToString("[hls]");
        assertThat(when.parameter()).hasToString("{token=[], device=[stb]}");
        assertThat(when.percent()).hasToString("Optional[100]");
    }
}
