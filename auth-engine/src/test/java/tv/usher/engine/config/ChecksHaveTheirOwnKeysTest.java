package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Endpoint;
import tv.usher.engine.check.LinkFormat;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.check.TokensSettings;

/** Checks ask nobody, so they neither need nor have what is about asking. */
class ChecksHaveTheirOwnKeysTest {

    private static final String SECRET = "hunter2-in-the-file";
    private static final String HASH =
            "pbkdf2-sha256:600000:000102030405060708090a0b0c0d0e0f:" + "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    @Test
    void noChoiceForOutagesIsNeeded() throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                backends:
                  links: {type: signed-link, format: alta, secrets: [hunter2-in-the-file]}
                  partners: {type: tokens, tokens: [{token: hunter2-in-the-file, name: hotel}]}
                  people: {type: users, max-sessions: 2, users: [{login: anna, password: '%s'}]}
                access: [{ask: [links, partners, people]}]
                """.formatted(HASH));

        assertThat(config.backends()).isEmpty();
        assertThat(config.checks()).extracting(CheckConfig::name).containsExactly("links", "partners", "people");
        assertThat(config.checks().get(0).settings()).isInstanceOfSatisfying(SignedLinkSettings.class, links -> {
            assertThat(links.format()).isEqualTo(LinkFormat.ALTA);
            assertThat(links.maxLifetime()).isEqualTo(Duration.ofDays(1));
        });
        assertThat(config.checks().get(2).settings().maxSessions()).contains(2);
    }

    @Test
    void theEffectiveConfigurationShowsThemWithoutSecrets() throws Exception {
        UsherConfig config =
                new TestingConfigFile(folder).with("PASSWORD", SECRET).load("""
                on-unavailable: deny
                backends:
                  links: {type: signed-link, format: flussonic, parameter: st, secrets: [hunter2-in-the-file, "${PASSWORD}"]}
                  partners: {type: tokens, tokens: [{token: hunter2-in-the-file, name: hotel, expires: 2027-12-31}]}
                  people: {type: users, users: [{login: anna, password: '%s', addresses: [10.0.0.0/8]}]}
                access: [{then: deny}]
                """.formatted(HASH));

        assertThat(config.effective())
                .contains(
                        "sessions.tokens: [token, auth, st]",
                        "backends.links.type: signed-link",
                        "backends.links.format: flussonic",
                        "backends.links.secrets: [***, ***]",
                        "backends.links.check-address: true",
                        "backends.links.parameter: st",
                        "backends.links.max-lifetime: 1d",
                        "backends.links.expression: (not set)",
                        "backends.links.skew: 10s",
                        "backends.links.max-sessions: (not set)",
                        "backends.partners.file: (not set)",
                        "backends.partners.tokens[0].token: ***",
                        "backends.partners.tokens[0].name: hotel",
                        "backends.partners.tokens[0].expires: 2028-01-01T00:00:00Z",
                        "backends.people.users[0].login: anna",
                        "backends.people.users[0].password: ***",
                        "backends.people.users[0].addresses: [10.0.0.0/8]",
                        "backends.people.max-waiting: 32");
        assertThat(config.effective()).noneMatch(line -> line.contains(SECRET) || line.contains("pbkdf2"));
        assertThat(config.toString()).doesNotContain(SECRET, "pbkdf2");
    }

    @Test
    void keysAboutAskingAreUnknown() {
        List<String> problems = problemsOf("""
                  links: {type: signed-link, format: alta, secrets: [x], timeout: 2s, on-unavailable: deny, tls: {}}
                  partners: {type: tokens, tokens: [{token: x, name: y}], on-5xx: deny, max-sessions-cap: 3}
                """);

        assertThat(problems)
                .hasSize(5)
                .allMatch(line -> line.contains(": unknown key"))
                .anyMatch(line -> line.contains("backends.links.timeout"))
                .anyMatch(line -> line.contains("backends.links.on-unavailable"));
    }

    @Test
    void everyMistakeIsToldWithItsPlaceAndWithoutSecrets() {
        List<String> problems = problemsOf("""
                  none: {type: signed-link, format: alta}
                  empty: {type: signed-link, format: astra, secrets: ['']}
                  form: {type: signed-link, format: akta, secrets: [hunter2-in-the-file]}
                  any: {type: signed-link, format: astra, secrets: [hunter2-in-the-file], check-address: false}
                  parameter: {type: signed-link, format: alta, secrets: [xyz], parameter: 'to ken'}
                  dot: {type: tokens, tokens: [{token: xyz, name: b}], parameter: to.ken}
                  both: {type: tokens, file: a.yaml, tokens: [{token: xyz, name: b}]}
                  neither: {type: tokens}
                  twice: {type: tokens, tokens: [{token: hunter2-in-the-file, name: b}, {token: hunter2-in-the-file, name: c}]}
                  hash: {type: tokens, tokens: [{token: sha256:hunter2-in-the-file, name: b}]}
                  plain: {type: users, users: [{login: anna, password: hunter2-in-the-file}]}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:3: backends.none: secrets must have 1 to 10 entries",
                        "usher.yaml:5:3: backends.empty: a secret is empty, so that anybody could sign",
                        "usher.yaml:6:37: backends.form.format: 'akta' is not one of alta, astra, flussonic, nginx, ome,"
                                + " wowza, akamai, did you mean 'alta'?",
                        "usher.yaml:7:3: backends.any: check-address: false is only for format: flussonic or wowza",
                        "usher.yaml:8:75: backends.parameter.parameter: 'to ken' is not the name of a parameter: letters,"
                                + " digits, '_', '.' and '-', at most 64",
                        "usher.yaml:9:3: backends.dot: parameter must not have a '.' in its name",
                        "usher.yaml:10:3: backends.both: needs either 'tokens', with at least one entry, or 'file'",
                        "usher.yaml:10:30: backends.both.file: a.yaml:1:1: does not exist",
                        "usher.yaml:11:3: backends.neither: needs either 'tokens', with at least one entry, or 'file'",
                        "usher.yaml:12:3: backends.twice: 'c' and 'b' have the same token",
                        "usher.yaml:13:33: backends.hash.tokens[0]: token begins with sha256: and goes on with something"
                                + " else than 64 hexadecimal digits in lower case",
                        "usher.yaml:14:32: backends.plain.users[0]: password is not a hash that 'usher hash-password' has"
                                + " printed");
    }

    @Test
    void whatAFormatOfLinksHasOfItsOwnIsAMistakeWithAnother() {
        List<String> problems = problemsOf("""
                  expression: {type: signed-link, format: alta, secrets: [xyz], expression: '$secret'}
                  endless: {type: signed-link, format: nginx, secrets: [xyz], expression: '$uri $secret'}
                  open: {type: signed-link, format: nginx, secrets: [xyz], expression: '$secure_link_expires$uri'}
                  variable: {type: signed-link, format: nginx, secrets: [xyz], expression: '$secure_link_expires$url$secret'}
                  policy: {type: signed-link, format: nginx, secrets: [xyz], policy: p}
                  origin: {type: signed-link, format: ome, secrets: [xyz], origin: 'https://edge.example.com/app'}
                  prefix: {type: signed-link, format: akamai, secrets: ['00'], prefix: p}
                  hash: {type: signed-link, format: wowza, secrets: [xyz], algorithm: md5}
                  hex: {type: signed-link, format: akamai, secrets: [hunter2-in-the-file]}
                  address: {type: signed-link, format: nginx, secrets: [xyz], check-address: false}
                  salt: {type: signed-link, format: wowza, secrets: [xyz], salt: pepper}
                  dot: {type: signed-link, format: wowza, secrets: [xyz], prefix: wowza.token}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:77: backends.expression.expression: '$secret' lacks $secure_link_expires, so that no"
                                + " link would end",
                        "usher.yaml:5:75: backends.endless.expression: '$uri $secret' lacks $secure_link_expires, so that"
                                + " no link would end",
                        "usher.yaml:6:72: backends.open.expression: '$secure_link_expires$uri' lacks $secret, so that"
                                + " anybody could sign",
                        "usher.yaml:7:76: backends.variable.expression: '$secure_link_expires$url$secret' has $url; known"
                                + " are $secret, $secure_link_expires, $uri, $folder, $remote_addr, $host,"
                                + " $http_user_agent and $arg_NAME",
                        "usher.yaml:8:3: backends.policy: policy is only for format: ome",
                        "usher.yaml:9:3: backends.origin: origin has a scheme, a host and a port, as"
                                + " https://edge.example.com:3334",
                        "usher.yaml:10:3: backends.prefix: prefix is only for format: wowza",
                        "usher.yaml:11:3: backends.hash: algorithm of format: wowza is sha256, sha384 or sha512",
                        "usher.yaml:12:3: backends.hex: a secret of format: akamai has an even number of hexadecimal digits",
                        "usher.yaml:13:3: backends.address: check-address: false is only for format: flussonic or wowza",
                        "usher.yaml:14:3: backends.salt: salt is only for format: akamai",
                        "usher.yaml:15:3: backends.dot: prefix must not have a '.' in its name");
    }

    @Test
    void everyMistakeAboutSignedTokensIsToldWithItsPlace() throws Exception {
        Files.writeString(folder.resolve("page.json"), "<html>");
        Files.writeString(folder.resolve("empty.json"), "{\"keys\": []}");

        List<String> problems = problemsOf("""
                  none: {type: jwt}
                  absent: {type: jwt, keys: absent.json}
                  page: {type: jwt, keys: page.json}
                  empty: {type: jwt, keys: empty.json}
                  ftp: {type: jwt, keys: 'ftp://www.example.com/jwks.json'}
                  plain: {type: jwt, keys: 'http://www.example.com/jwks.json'}
                  nothing: {type: jwt, keys: 'https://www.example.com/jwks.json', algorithms: [none]}
                  shared: {type: jwt, keys: 'https://www.example.com/jwks.json', algorithms: [HS256]}
                  claim: {type: jwt, keys: 'https://www.example.com/jwks.json', claims: {usr: sub}}
                  short: {type: jwt, keys: 'https://www.example.com/jwks.json', keep-keys: 1m}
                  skewed: {type: jwt, keys: 'https://www.example.com/jwks.json', skew: 1h}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:3: backends.none.keys: is missing",
                        "usher.yaml:5:29: backends.absent.keys: absent.json does not exist",
                        "usher.yaml:6:27: backends.page.keys: page.json is neither a JWK set ({\"keys\": [...]}) nor a PEM"
                                + " file",
                        "usher.yaml:7:28: backends.empty.keys: empty.json has no key that can be used with ES256, RS256",
                        "usher.yaml:8:26: backends.ftp.keys: is neither an address" + " (https://...) nor a file",
                        "usher.yaml:9:3: backends.plain: keys: must begin with https://, since whoever stands in between"
                                + " could give keys of his own; or say insecure-keys-over-http: true",
                        "usher.yaml:10:80: backends.nothing.algorithms[0]: 'none' is not one of RS256, RS384, RS512, PS256,"
                                + " PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519, HS256, HS384, HS512",
                        "usher.yaml:11:3: backends.shared: algorithms: HS256, HS384 and HS512 need a secret, and whoever can"
                                + " read 'https://www.example.com/jwks.json' could sign with it; use a file of keys",
                        "usher.yaml:12:74: backends.claim.claims.usr: unknown key, did you mean 'user'?",
                        "usher.yaml:13:3: backends.short: keep-keys must be longer than refresh",
                        "usher.yaml:14:3: backends.skewed: skew must be 0s to 10m");
    }

    @Test
    void aListsFileStandsBesideTheConfigurationAndItsMistakesAreToldWithTheOthers() throws Exception {
        Files.writeString(folder.resolve("partners.yaml"), "tokens:\n  - {token: \"${NONE}\", nane: hotel}\nmore: 1\n");

        List<String> problems = problemsOf("""
                  partners: {type: tokens, file: partners.yaml}
                  people: {type: users, file: people.yaml}
                """);

        assertThat(problems)
                .containsExactly(
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:2:5: tokens[0].name: is missing",
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:2:13: tokens[0].token: environment variable"
                                + " NONE is not set",
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:2:24: tokens[0]: unknown key, did you"
                                + " mean 'name'?",
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:3:1: unknown key; known are: tokens",
                        "usher.yaml:5:31: backends.people.file: people.yaml:1:1: does not exist");
    }

    @Test
    void aFileThatUsherMayNotReachIsNotSaidToBeMissing() throws Exception {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.writeString(locked.resolve("partners.yaml"), "tokens: []");
        try {
            Files.setPosixFilePermissions(locked, Set.of());
            assumeThat(Files.isExecutable(locked))
                    .as("root may enter any folder")
                    .isFalse();

            assertThat(problemsOf("  partners: {type: tokens, file: locked/partners.yaml}\n"))
                    .containsExactly("usher.yaml:4:34: backends.partners.file: locked/partners.yaml:1:1: can't be read:"
                            + " permission denied");
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aListsFileIsBound() throws Exception {
        Files.writeString(folder.resolve("partners.yaml"), "tokens:\n  - {token: \"${TOKEN}\", name: hotel}\n");

        UsherConfig config = new TestingConfigFile(folder)
                .with("TOKEN", SECRET)
                .load(TestingConfigFile.MINIMAL + "backends: {partners: {type: tokens, file: partners.yaml}}");

        assertThat(config.checks().get(0).settings())
                .isInstanceOfSatisfying(
                        TokensSettings.class,
                        tokens -> assertThat(tokens.file()).contains(folder.resolve("partners.yaml")));
    }

    @Test
    void aListsFileNeedsTheListsKey() throws Exception {
        Files.writeString(folder.resolve("partners.yaml"), "- {token: a, name: b}\n");
        Files.writeString(folder.resolve("people.yaml"), "anna");

        assertThat(problemsOf("""
                          partners: {type: tokens, file: partners.yaml}
                          people: {type: users, file: people.yaml}
                        """))
                .containsExactly(
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:1:1: must have the key 'tokens' with the"
                                + " list below it, but is a list",
                        "usher.yaml:5:31: backends.people.file: people.yaml:1:1: must have the key 'users' with the list"
                                + " below it");
    }

    @Test
    void aListsFileIsAsStrictAsTheConfiguration() throws Exception {
        for (String hostile : List.of(
                "tokens: &a [*a]",
                "tokens: !!javax.script.ScriptEngineManager []",
                "tokens: []\ntokens: []",
                "[".repeat(1000),
                "",
                "tokens: [{token: a, name: b},")) {
            Files.writeString(folder.resolve("partners.yaml"), hostile);

            assertThat(problemsOf("  partners: {type: tokens, file: partners.yaml}\n"))
                    .as(hostile)
                    .allMatch(line -> line.startsWith("usher.yaml:4:34: backends.partners.file: partners.yaml:"));
        }
    }

    @Test
    void aListHasABound() throws Exception {
        StringBuilder many = new StringBuilder("tokens:\n");
        for (int i = 0; i <= 20_000; i++) {
            many.append("- {token: t").append(i).append(", name: n}\n");
        }
        Files.writeString(folder.resolve("partners.yaml"), many);

        assertThat(problemsOf("  partners: {type: tokens, file: partners.yaml}\n"))
                .containsExactly(
                        "usher.yaml:4:34: backends.partners.file: partners.yaml:1:1: tokens: has more than 20000"
                                + " entries");
    }

    @Test
    void aPluginCannotTakeTheirPlace() {
        TestingBackendFactory<TestingBackendFactory.Portal> tokens = new TestingBackendFactory<>(
                "tokens", TestingBackendFactory.Portal.class, config -> Endpoint.of(config.address()));

        assertThat(new TestingConfigFile(folder)
                        .with(tokens)
                        .problemsOf(TestingConfigFile.MINIMAL + "backends: {own: {type: tokens, address: 'http://a'}}"))
                .containsExactly("usher.yaml:3:12: backends.own: is of a type that Usher has itself and a plugin too;"
                        + " remove the plugin");
    }

    private List<String> problemsOf(String backends) {
        return new TestingConfigFile(folder).problemsOf(TestingConfigFile.MINIMAL + "backends:\n" + backends);
    }
}
