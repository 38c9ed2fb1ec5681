package tv.usher.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.voucher.VoucherFactory;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.Default;

/** Runs the contract on factories with one fault each. */
class BrokenFactoriesFailTheContractTest {

    static class OfTheTutorial extends FactoryContract {
        @Override
        protected BackendFactory<?> factory() {
            return new VoucherFactory();
        }
    }

    @Test
    void theTutorialsPasses() {
        assertThat(FailedChecks.of(OfTheTutorial.class)).isEmpty();
    }

    /** In no service entry. */
    static class Factory<C extends Record> extends FactoryContract implements BackendFactory<C> {

        private final String type;
        private final Class<C> config;

        Factory(String type, Class<C> config) {
            this.type = type;
            this.config = config;
        }

        @Override
        protected BackendFactory<?> factory() {
            return this;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public Class<C> configType() {
            return config;
        }

        @Override
        public Backend create(C config) {
            throw new UnsupportedOperationException();
        }
    }

    record Sound(
            String key, List<Duration> times, @Default("2s") Duration pause) {}

    static class InNoEntry extends Factory<Sound> {
        InNoEntry() {
            super("sound", Sound.class);
        }
    }

    static class WithABlankInItsType extends Factory<Sound> {
        WithABlankInItsType() {
            super("My Panel", Sound.class);
        }
    }

    record Dated(Date since) {}

    static class WithADate extends Factory<Dated> {
        WithADate() {
            super("dated", Dated.class);
        }
    }

    record WithKeysOfOurs(Duration timeout, int maxSessions) {}

    static class WithOurKeys extends Factory<WithKeysOfOurs> {
        WithOurKeys() {
            super("ours", WithKeysOfOurs.class);
        }
    }

    record WithWrongDefaults(@Default("two seconds") Duration pause) {}

    static class WithAWrongDefault extends Factory<WithWrongDefaults> {
        WithAWrongDefault() {
            super("wrong", WithWrongDefaults.class);
        }
    }

    record OfItsOwnKind(List<OfItsOwnKind> anyOf) {}

    static class WithRulesInRules extends Factory<OfItsOwnKind> {
        WithRulesInRules() {
            super("rules", OfItsOwnKind.class);
        }
    }

    @Test
    void aRecordMayHaveAListOfItsOwnKind() {
        assertThat(FailedChecks.of(WithRulesInRules.class)).doesNotContain("itsKeysAreARecordThatCanBeBound");
    }

    record ByARecord(Map<WithWrongDefaults, String> names) {}

    static class WithAKeyThatIsNoText extends Factory<ByARecord> {
        WithAKeyThatIsNoText() {
            super("names", ByARecord.class);
        }
    }

    @Test
    void eachFaultIsSeen() {
        assertThat(FailedChecks.of(InNoEntry.class)).containsExactly("theServiceEntryNamesIt");
        assertThat(FailedChecks.of(WithABlankInItsType.class)).contains("itsTypeIsAName");
        assertThat(FailedChecks.of(WithADate.class)).contains("itsKeysAreARecordThatCanBeBound");
        assertThat(FailedChecks.of(WithAKeyThatIsNoText.class)).contains("itsKeysAreARecordThatCanBeBound");
        assertThat(FailedChecks.of(WithOurKeys.class)).contains("noneOfItsKeysIsTheEngines");
        assertThat(FailedChecks.of(WithAWrongDefault.class)).contains("itsDefaultsCanBeRead");
    }
}
