package tv.usher.engine.check;

import static tv.usher.engine.check.TestingTokens.CLAIMS;
import static tv.usher.engine.check.TestingTokens.NOW;
import static tv.usher.engine.check.TestingTokens.RSA;
import static tv.usher.engine.check.TestingTokens.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.check.jwt.FetchedKeys;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class JwtContractTest extends AuthorityContract<Jwt> {

    @Override
    protected List<Case<Jwt>> cases() {
        Jwt jwt = TestingTokens.check();
        String good = TestingTokens.signed(RSA, CLAIMS);
        return List.of(
                new Case<>(
                        jwt,
                        viewer(good).build(),
                        new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("anna"))),
                new Case<>(
                        jwt,
                        viewer(good.substring(0, good.length() - 4) + "AAAA").build(),
                        new Verdict.Deny(ReasonCode.TOKEN_FORGED.with("token: its key has not signed it"))),
                new Case<>(
                        jwt,
                        viewer("somebody-elses").build(),
                        new Verdict.Abstain(ReasonCode.NO_TOKEN.with("no signed token"))),
                new Case<>(
                        withoutKeys(),
                        viewer(good).build(),
                        new Verdict.Unavailable(ReasonCode.KEYS_MISSING.with("the issuer's keys are not known"))));
    }

    private static Jwt withoutKeys() {
        JwtSettings settings = TestingTokens.settings();
        TestingClock clock = TestingClock.at(NOW);
        TestingExchange away = new TestingExchange().fails(ExchangeFailure.Kind.REFUSED);
        return new Jwt(
                "website",
                settings,
                new FetchedKeys(
                        "website",
                        settings.fetch(),
                        settings.keyReader(),
                        away,
                        new KeyMemory(),
                        new TestingKeyWatch(),
                        clock),
                clock);
    }

    /** Those who wait for the issuer's keys share one question. */
    @Override
    protected Optional<Hanging<Jwt>> hanging() {
        return Optional.empty();
    }
}
