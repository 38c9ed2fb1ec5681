package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.session.PlaceOwner;

class LimitsAreCheckedAtStartTest {

    private static final String ACCESS = """
            on-unavailable: deny
            backends:
              own: {type: http, address: "http://own.example.com"}
            access:
              - {ask: [own]}
            """;

    @TempDir
    Path folder;

    @Test
    void whatMakesSenseIsBound() throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load(ACCESS + """
                limits:
                  - {name: homes, most: 2, of: user, household: true}
                  - {name: camera, when: {path: ["/live/camera/**"]}, most: 100000, of: channel}
                """);

        assertThat(config.limits())
                .extracting(SessionLimitSettings::of)
                .containsExactly(PlaceOwner.USER, PlaceOwner.CHANNEL);
        assertThat(config.effective()).contains("limits[0].household: true", "limits[1].name: camera");
    }

    @Test
    void contradictionsAreToldWhereTheyStand() {
        assertThat(new TestingConfigFile(folder).problemsOf(ACCESS + """
                limits:
                  - {name: one, most: 0, of: user}
                  - {name: two, most: 2, of: adress}
                  - {name: three, most: 2, of: address, household: true}
                  - {name: four, most: 101, of: token, household: true}
                  - {name: Five, most: 1, of: user}
                  - {name: one, most: 1, of: user, when: {country: [DE]}}
                  - {name: seven, most: 1, of: user, when: {dialect: [ngnix], path: []}}
                  - {most: 1, of: user, times: 3}
                """))
                .containsExactly(
                        "usher.yaml:7:23: limits[0].most: must be from 1 to 100000",
                        "usher.yaml:8:30: limits[1].of: 'adress' is not one of user, token, address, channel, did you mean"
                                + " 'address'?",
                        "usher.yaml:9:5: limits[2]: has 'household' but counts places of one address; households are counted"
                                + " of a user or a token",
                        "usher.yaml:10:5: limits[3]: most must be from 1 to 100 with 'household'",
                        "usher.yaml:11:12: limits[4].name: isn't up to 64 of a-z, 0-9, '-' and '_'",
                        "usher.yaml:12:12: limits[5].name: is the name of the limit on line 7 too",
                        "usher.yaml:12:43: limits[5].when.country: needs a database that knows where addresses are:"
                                + " geo.database",
                        "usher.yaml:13:55: limits[6].when.dialect[0]: no dialect has the name 'ngnix', did you mean 'nginx'?",
                        "usher.yaml:13:63: limits[6].when.path: is empty, so this rule could never hold; leave the key out"
                                + " if any value will do",
                        "usher.yaml:14:5: limits[7].name: is missing",
                        "usher.yaml:14:25: limits[7].times: unknown key; known are: name, when, most, of, household");
    }

    @Test
    void oneMistakeOfALimitHidesNoOther() {
        assertThat(new TestingConfigFile(folder).problemsOf(ACCESS + """
                limits:
                  - {name: "A B", most: 0, of: users}
                """))
                .containsExactly(
                        "usher.yaml:7:12: limits[0].name: isn't up to 64 of a-z, 0-9, '-' and '_'",
                        "usher.yaml:7:25: limits[0].most: must be from 1 to 100000",
                        "usher.yaml:7:32: limits[0].of: 'users' is not one of user, token, address, channel, did you mean"
                                + " 'user'?");
    }

    @Test
    void limitsThatCountNobodyAreAMistake() {
        assertThat(new TestingConfigFile(folder).problemsOf("""
                access:
                  - {then: allow}
                limits:
                  - {name: one, most: 1, of: address}
                """))
                .containsExactly(
                        "usher.yaml:3:1: limits: count nobody: no rule of 'access' asks a backend, and nobody else has a"
                                + " session");
    }

    @Test
    void reasonsOfDeniedLocationsAreKnown() {
        assertThat(new TestingConfigFile(folder).problemsOf("""
                on-unavailable: deny
                backends:
                  own: {type: http, address: "http://own.example.com"}
                access:
                  - {ask: [own], denied-locations: {overlimit: "http://a.example.com/", parental-control: "http://b.example.com/"}}
                  - {then: deny, denied-locations: {over-limit: "http://a.example.com/"}}
                """))
                .containsExactly(
                        "usher.yaml:5:48: access[0].denied-locations.overlimit: is no reason's code, did you mean"
                                + " 'over-limit'?",
                        "usher.yaml:6:5: access[1]: has 'denied-locations' but denies for one reason; write"
                                + " 'denied-location'");
    }
}
