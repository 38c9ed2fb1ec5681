package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.check.TestingLinks.Own;
import tv.usher.engine.util.Hash;

/** T37. Links of nginx, OvenMediaEngine, Wowza and Akamai: the published examples and others of their formulas hold, and nothing near them. */
class ForeignLinksHoldTest {

    private static final String POLICY =
            "eyJ1cmxfZXhwaXJlIjoxODk5NzIxNTgxMDAwLCJzdHJlYW1fZXhwaXJlIjoxODk5NzI1MTgxMDAwLCJhbGxvd19pcCI6IjIwMy4wLjExMy4wLzI0In0";
    private static final String AKAMAI_KEY = "aabbccddeeff00112233445566778899";

    /** One link and whoever shows it. */
    record Example(
            String name,
            LinkFormat format,
            String secret,
            UnaryOperator<Own> own,
            String origin,
            String path,
            String address,
            String query,
            long now) {

        Verdict judge(String shownPath, String shownAddress, String shownQuery, long at) {
            AccessRequest.Builder request = AccessRequest.builder()
                    .origin(origin)
                    .path(shownPath)
                    .clientAddress(shownAddress)
                    .query(shownQuery);
            return TestingLinks.judge(TestingLinks.foreign(format, secret, own), Instant.ofEpochSecond(at), request);
        }

        Verdict judge(String shownQuery) {
            return judge(path, address, shownQuery, now);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() {
        String sport = "/live/sport1/index.m3u8";
        String viewer = "203.0.113.7";
        UnaryOperator<Own> usual = own -> own;
        return List.of(
                new Example(
                        "nginx.org",
                        LinkFormat.NGINX,
                        "secret",
                        usual,
                        "",
                        "/s/link",
                        "127.0.0.1",
                        "md5=_e4Nc3iduzkWRm01TBBNYw&expires=2147483647",
                        1_900_000_000),
                new Example(
                        "nginx",
                        LinkFormat.NGINX,
                        "s3cret",
                        usual,
                        "",
                        sport,
                        viewer,
                        "md5=LJieshmfXxkXeWXopg2mRA&expires=2000000000",
                        1_900_000_000),
                new Example(
                        "nginx over the folder",
                        LinkFormat.NGINX,
                        "s3cret",
                        own -> own.expression("$secure_link_expires${folder}$remote_addr $secret"),
                        "",
                        sport,
                        viewer,
                        "md5=rMdPJx_w4HF-CYzPSqERqw&expires=2000000000",
                        1_900_000_000),
                new Example(
                        "nginx in Stalker's order",
                        LinkFormat.NGINX,
                        "s3cret",
                        own -> own.expression("$secret$uri$secure_link_expires"),
                        "",
                        sport,
                        viewer,
                        "md5=8QuVYBN0pZFwVAiMuazebw&expires=2000000000",
                        1_900_000_000),
                new Example(
                        "ome with a port",
                        LinkFormat.OME,
                        "aKq#1kj",
                        usual,
                        "https://edge.example.com:3334",
                        "/app/stream/llhls.m3u8",
                        viewer,
                        "policy=" + POLICY + "&signature=nPCX7CfFNBFj57UnJJUFt2HvMXM",
                        1_899_000_000),
                new Example(
                        "ome with the usual port and another parameter",
                        LinkFormat.OME,
                        "aKq#1kj",
                        usual,
                        "https://edge.example.com",
                        "/app/stream/llhls.m3u8",
                        viewer,
                        "token=abc&policy=" + POLICY + "&signature=vGah5YqDZUyKzhgiW1ryxjPxPgY",
                        1_899_000_000),
                new Example(
                        "ome behind a proxy",
                        LinkFormat.OME,
                        "aKq#1kj",
                        own -> own.origin("https://edge.example.com:3334"),
                        "http://inner:8080",
                        "/app/stream/llhls.m3u8",
                        viewer,
                        "policy=" + POLICY + "&signature=nPCX7CfFNBFj57UnJJUFt2HvMXM",
                        1_899_000_000),
                wowza("mySharedSecret", "SHA256", "0u3SHLNm06AQgLV7hzWL7xPqmyiIt8ZYZ3ipJT4hS_A="),
                wowza("mySharedSecret", "SHA384", "62AfiRgZnQoo5WoGBRVk9bu4HpOKgS7lZ6PzccyOHBHJczZWANliAIvWdCd6_e7C"),
                wowza(
                        "mySharedSecret",
                        "SHA512",
                        "RmupmKVIc51KtsPaC2inbGwJo7O7yQpe_LmFEpQGZ8SGY16PtkbQ2AR3F6p_DK1IErdJK4SZmQqQ3F3xaTHzhg=="),
                new Example(
                        "wowza without an address",
                        LinkFormat.WOWZA,
                        "mySharedSecret",
                        Own::fromAnywhere,
                        "",
                        "/live/sport1/chunklist_w17.m3u8",
                        viewer,
                        "wowzatokenendtime=2000000000&wowzatokenstarttime=1900000000&wowzatokenhash="
                                + "dF4PdOf5OLXeXW5-Pb6uu52Izq84ivE7ms-hXpmYZik=",
                        1_900_000_000),
                new Example(
                        "wowza whose secret comes before the address",
                        LinkFormat.WOWZA,
                        "1SharedSecret",
                        usual,
                        "",
                        "/live/sport1",
                        viewer,
                        "wowzatokenendtime=2000000000&wowzatokenhash=tBnopZ4usRHQAycbRJMFOpkRzgoxcov9r76hQqWDd_U=",
                        1_900_000_000),
                new Example(
                        "wowza whose secret comes last, with a parameter of its own",
                        LinkFormat.WOWZA,
                        "zSharedSecret",
                        Own::fromAnywhere,
                        "",
                        "/live/sport1/playlist.m3u8",
                        viewer,
                        "wowzatokenendtime=2000000000&wowzatokenCustomParameter=abc&wowzatokenhash="
                                + "Ozx1zZ1Y7KDUkLhKuR7DurGz6n4h8gm5QGMnN8FFn5E=",
                        1_900_000_000),
                akamai(
                        "akamai for a folder",
                        own -> own,
                        "/live/sport1/seg/1.ts",
                        "st=1900000000~exp=2000000000~acl=/live/sport1/*~hmac="
                                + "af01e540d7cc7a1758726eaa81f95326240f5d8e940a67f5d78f602f09c61ea6"),
                akamai(
                        "akamai with all fields",
                        own -> own,
                        "/hls/x.ts",
                        "ip=203.0.113.7~st=1900000000~exp=2000000000~acl=/live/sport1/*!/hls/*~id=sess42~data=user7~hmac="
                                + "c30d56f44f31b87774ae93b798a3ebc2398264c68618e904661aad4b9ec161d8"),
                akamai(
                        "akamai for an address",
                        own -> own,
                        sport,
                        "exp=2000000000~hmac=bf56a426f9e44706d9b3c5ff331570215a15dc849adbcca2b4c2cba9f6203200"),
                akamai(
                        "akamai escaped",
                        Own::escaped,
                        sport,
                        "exp=2000000000~hmac=3b8e1a56140d46bf9a5096f76a437d71e10248812c1b70cb5aee5242a9fc014c"),
                akamai(
                        "akamai with escaped data",
                        Own::escaped,
                        sport,
                        "exp=2000000000~acl=/live/sport1/*~data=user%407~hmac="
                                + "4d2c1ecd3dadf97e6e56ea9d4425c0b1ad465a6e2ed5a0aabca1e03ec4ded975"),
                akamai(
                        "akamai with salt",
                        own -> own.salt("pepper"),
                        sport,
                        "exp=2000000000~acl=/*~hmac=5b1d578ee0cee8571fd835554fd4eb6b9b0864b3f7e9d4469aed3e03deeaf852"),
                akamai(
                        "akamai with SHA-1",
                        own -> own.algorithm("SHA1"),
                        sport,
                        "exp=2000000000~acl=/*~hmac=7c6fbac6450b58cf0497cf2588fd7aa247ec2bf7"));
    }

    private static Example wowza(String secret, String algorithm, String hash) {
        return new Example(
                "wowza with " + algorithm,
                LinkFormat.WOWZA,
                secret,
                own -> own.algorithm(algorithm),
                "",
                "/live/sport1/playlist.m3u8",
                "203.0.113.7",
                "wowzatokenstarttime=1900000000&wowzatokenendtime=2000000000&wowzatokenhash=" + hash,
                1_900_000_000);
    }

    private static Example akamai(String name, UnaryOperator<Own> own, String path, String token) {
        return new Example(
                name, LinkFormat.AKAMAI, AKAMAI_KEY, own, "", path, "203.0.113.7", "hdnts=" + token, 1_900_000_000);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itHolds(Example link) {
        assertThat(TestingLinks.reason(link.judge(link.query()))).isEqualTo("allowed");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itHoldsForNobodyElseAndNothingElse(Example link) {
        boolean anyAddress = link.query().contains("hdnts=") && !link.query().contains("ip=")
                || link.format() == LinkFormat.WOWZA
                        && link.own()
                                        .apply(new Own(true, "", "", "", "", "", false))
                                        .checkAddress()
                                == false
                || link.name().contains("Stalker")
                || link.format() == LinkFormat.OME;

        assertThat(link.judge("/vod" + link.path(), link.address(), link.query(), link.now()))
                .isInstanceOf(link.query().contains("acl=/*") ? Verdict.Allow.class : Verdict.Deny.class);
        assertThat(link.judge(link.path(), "198.51.100.9", link.query(), link.now()))
                .isInstanceOf(anyAddress && link.format() != LinkFormat.OME ? Verdict.Allow.class : Verdict.Deny.class);
        assertThat(link.judge(link.path(), link.address(), link.query(), 2_147_483_648L))
                .isInstanceOf(Verdict.Deny.class);
    }

    /** Whatever character is changed, the link is refused or means the same. */
    @ParameterizedTest
    @MethodSource("examples")
    void noChangedCharacterMakesAnotherLink(Example link) {
        String query = link.query();
        for (int i = query.indexOf('=') + 1; i < query.length(); i++) {
            for (char c : "AQgw09az_-~.=&;+%!*/?:".toCharArray()) {
                if (c == query.charAt(i)) {
                    continue;
                }
                String changed = query.substring(0, i) + c + query.substring(i + 1);
                Verdict verdict = link.judge(changed);
                if (verdict instanceof Verdict.Allow allow) {
                    assertThat(allow).as(changed).isEqualTo(link.judge(query));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothingMoreMakesAnotherLink(Example link) {
        String query = link.query();
        String name = query.contains("hdnts")
                ? "hdnts"
                : query.contains("md5") ? "expires" : query.contains("policy") ? "policy" : "wowzatokenendtime";
        for (String more : new String[] {
            "&" + name + "=1",
            "&" + name.toUpperCase() + "=2100000000",
            "&" + name + "[]=2100000000",
            ";" + name + "=2100000000",
            "&%" + Integer.toHexString(name.charAt(0)) + name.substring(1) + "=2100000000"
        }) {
            assertThat(link.judge(query + more)).as(more).isNotInstanceOf(Verdict.Allow.class);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatIsMadeHoldsAndIsOneViewersName(Example link) {
        // Given
        LinkScheme links =
                TestingLinks.foreign(link.format(), link.secret(), link.own()).scheme();
        AccessRequest viewer = AccessRequest.builder()
                .origin(link.origin())
                .path(link.path())
                .clientAddress(link.address())
                .build();
        long start = 1_900_000_000;

        // When: by the first secret, and not the example's
        String made = links.make(viewer, start, start + 600, "");

        // Then
        Verdict verdict = link.judge(link.path(), link.address(), made, 1_900_000_000);
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Allow.class, allow -> {
            assertThat(allow.grant().user()).startsWith("link-").hasSize(21);
            long end = link.format() == LinkFormat.OME ? TestingLinks.LONGEST.toSeconds() : 600;
            assertThat(allow.grant().lifetime().toSeconds()).isBetween(end, end + 1);
        });
        assertThat(link.judge(made).toString()).doesNotContain(made.substring(made.length() - 10));
        assertThat(TestingLinks.reason(link.judge(link.path(), link.address(), made, 1_900_000_700)))
                .contains("over since");
    }

    static List<Arguments> refused() {
        return List.of(
                // nginx: no end, an end of nothing, another length
                Arguments.of("nginx", "md5=LJieshmfXxkXeWXopg2mRA"),
                Arguments.of("nginx", "md5=LJieshmfXxkXeWXopg2mRA&expires="),
                Arguments.of("nginx", "md5=LJieshmfXxkXeWXopg2mRA&expires=0"),
                Arguments.of("nginx", "md5=LJieshmfXxkXeWXopg2mRA===&expires=2000000000"),
                Arguments.of("nginx", "md5=LJieshmfXxkXeWXopg2mR&expires=2000000000"),
                // OvenMediaEngine: without the port, which its maker forgot
                Arguments.of(
                        "ome with the usual port and another parameter",
                        "policy=" + POLICY + "&signature=gPU82mMc4C7xOMtSJljptOLnFkE"),
                // Wowza: no end at all
                Arguments.of("wowza with SHA256", "wowzatokenhash=dF4PdOf5OLXeXW5-Pb6uu52Izq84ivE7ms-hXpmYZik="),
                // Akamai: another order, a field twice, one that nobody knows, no end
                Arguments.of("akamai with salt", "hdnts=acl=/*~exp=2000000000~hmac=00"),
                Arguments.of("akamai with salt", "hdnts=exp=2000000000~exp=2000000000~acl=/*~hmac=00"),
                Arguments.of("akamai with salt", "hdnts=exp=2000000000~acl=/*~more=1~hmac=00"),
                Arguments.of("akamai with salt", "hdnts=acl=/*~hmac=00"),
                Arguments.of("akamai with salt", "hdnts=~hmac=00"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String example, String query) {
        Example link = examples().stream()
                .filter(one -> one.name().equals(example))
                .findAny()
                .orElseThrow();

        assertThat(link.judge(query)).isNotInstanceOf(Verdict.Allow.class);
    }

    /** nginx itself takes all of them. A ban and a limit of one token go by its text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LJieshmfXxkXeWXopg2mRA==",
                "LJieshmfXxkXeWXopg2mRA=",
                "LJieshmfXxkXeWXopg2mRA=x",
                "LJieshmfXxkXeWXopg2mRB",
                "LJieshmfXxkXeWXopg2mRP",
                "LJieshmfXxkXeWXopg2mRP=x"
            })
    void aHashOfNginxHasOneSpelling(String hash) {
        Example link = examples().get(1);

        assertThat(TestingLinks.reason(link.judge("md5=" + hash + "&expires=2000000000")))
                .contains("form: the hash is not the 22 characters");
    }

    /** Until {@code url_expire} a viewer may begin; only {@code stream_expire} ends who plays. */
    @ParameterizedTest
    @CsvSource({
        "'{\"url_expire\":1899000060000}', 3155760000",
        "'{\"url_expire\":1899000060000,\"stream_expire\":1899000600000}', 600",
        "'{\"url_expire\":1899000600000,\"stream_expire\":1899000060000}', 60"
    })
    void aPolicyWithoutAnEndOfTheStreamEndsNobodyWhoPlays(String policy, long seconds) {
        Example link = examples().get(4);
        String signed = signed(link, policy);

        assertThat(link.judge(signed))
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow ->
                                assertThat(allow.grant().lifetime().toSeconds()).isEqualTo(seconds));
        assertThat(TestingLinks.reason(link.judge(link.path(), link.address(), signed, 1_899_000_600)))
                .contains("over since");
    }

    @Test
    void aPolicyMustBeUnderstood() {
        // OvenMediaEngine ignores a quoted time, so that it protects from nothing
        Example link = examples().get(4);
        for (String policy : List.of(
                "{\"url_expire\":\"1899721581000\"}",
                "{}",
                "[]",
                "{\"url_expire\":1899721581000,\"url_activate\":\"1899721581000\"}",
                "{\"url_expire\":1899721581000,\"url_expire\":1999721581000}",
                "{\"url_expire\":1e15}",
                "{\"url_expire\":1899721581000,\"allow_ip\":\"everywhere\"}",
                "{\"url_expire\":1899721581000,\"allow_ip\":[]}")) {
            assertThat(link.judge(signed(link, policy))).as(policy).isInstanceOf(Verdict.Deny.class);
        }
    }

    private static String signed(Example link, String policy) {
        String query = "policy=" + TestingTokens.base64(policy);
        byte[] signature = Hash.SHA1.hmac(
                link.secret().getBytes(StandardCharsets.UTF_8),
                LinkText.bytes(link.origin() + link.path() + '?' + query));
        return query + "&signature=" + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
