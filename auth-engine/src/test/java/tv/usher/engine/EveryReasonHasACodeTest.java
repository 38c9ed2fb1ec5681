package tv.usher.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tv.usher.api.Verdict;
import tv.usher.engine.util.ReasonCode;

/** A text alone is for plugins. */
@AnalyzeClasses(packages = "tv.usher", importOptions = ImportOption.DoNotIncludeTests.class)
class EveryReasonHasACodeTest {

    /** Those that {@link Verdict} itself gives. */
    private static final Set<ReasonCode> OF_THE_API = Set.of(
            ReasonCode.DENIED_BY_STATUS,
            ReasonCode.REDIRECTED,
            ReasonCode.DENIED,
            ReasonCode.ABSTAINED,
            ReasonCode.UNAVAILABLE,
            ReasonCode.FOREIGN_ANSWER);

    @ArchTest
    static final ArchRule noVerdictOfTheEngineHasATextAlone = noClasses()
            .that(resideInAPackage("tv.usher.engine.."))
            .should()
            .callConstructor(Verdict.Deny.class, String.class)
            .orShould()
            .callConstructor(Verdict.Abstain.class, String.class)
            .orShould()
            .callConstructor(Verdict.Unavailable.class, String.class);

    @ArchTest
    static void everyCodeIsGivenBySomebody(JavaClasses classes) {
        Set<String> given = classes.stream()
                .filter(javaClass -> !javaClass.isEquivalentTo(ReasonCode.class))
                .flatMap(javaClass -> javaClass.getFieldAccessesFromSelf().stream())
                .map(JavaFieldAccess::getTarget)
                .filter(field -> field.getOwner().isEquivalentTo(ReasonCode.class))
                .map(field -> field.getName())
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(ReasonCode.values()).filter(code -> !OF_THE_API.contains(code)))
                .allMatch(code -> given.contains(code.name()), "is given by some class of the engine");
    }
}
