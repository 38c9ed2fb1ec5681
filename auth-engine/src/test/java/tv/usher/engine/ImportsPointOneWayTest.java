package tv.usher.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The walk of one request: inbound, dialect, decision, session, backend, exchange. Imports point along it only; {@code net} is a leaf
 * that all may use, and start-up is read separately.
 */
@AnalyzeClasses(packages = "tv.usher", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportsPointOneWayTest {

    private static final String ROOT = "tv.usher.engine";

    private static final String[] WALK = {
        ROOT + ".inbound..",
        ROOT + ".dialect..",
        ROOT + ".decision..",
        ROOT + ".session..",
        ROOT + ".check..",
        ROOT + ".backend..",
        ROOT + ".exchange..",
        ROOT + ".geo..",
        ROOT + ".net.."
    };

    @ArchTest
    static final ArchRule alongTheWalk = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("inbound")
            .definedBy(ROOT + ".inbound..")
            .layer("dialect")
            .definedBy(ROOT + ".dialect..")
            .layer("decision")
            .definedBy(ROOT + ".decision..")
            .layer("session")
            .definedBy(ROOT + ".session..")
            .layer("check")
            .definedBy(ROOT + ".check..")
            .layer("backend")
            .definedBy(ROOT + ".backend..")
            .layer("exchange")
            .definedBy(ROOT + ".exchange..")
            .whereLayer("inbound")
            .mayOnlyAccessLayers("dialect", "decision", "session", "backend", "exchange")
            .whereLayer("dialect")
            .mayOnlyAccessLayers("decision", "session", "backend", "exchange")
            .whereLayer("decision")
            .mayOnlyAccessLayers("session", "backend", "exchange")
            .whereLayer("session")
            .mayOnlyAccessLayers("backend", "exchange")
            .whereLayer("check")
            .mayOnlyAccessLayers("backend")
            .whereLayer("backend")
            .mayOnlyAccessLayers("exchange")
            .whereLayer("exchange")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule netIsALeaf = noClasses()
            .that()
            .resideInAPackage(ROOT + ".net..")
            .should()
            .dependOnClassesThat(resideInAPackage("tv.usher..")
                    .and(resideInAPackage(ROOT + ".net..").negate()));

    @ArchTest
    static final ArchRule geoKnowsAddressesAlone = noClasses()
            .that()
            .resideInAPackage(ROOT + ".geo..")
            .should()
            .dependOnClassesThat(resideInAPackage("tv.usher..")
                    .and(resideInAnyPackage(ROOT + ".geo..", ROOT + ".net..").negate()));

    @ArchTest
    static final ArchRule startUpIsReadSeparately = noClasses()
            .that()
            .resideInAnyPackage(WALK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".config..", ROOT + ".plugin..", ROOT + ".management..");

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theApiKnowsTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("tv.usher.api..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("tv.usher.api..", "java..").negate());

    @ArchTest
    static final ArchRule pluginsAreFoundNotImported = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tv.usher.backend..", "tv.usher.daemon..");

    @ArchTest
    static final ArchRule nettyTimer = onlyIn(
            "io.netty.util..",
            ROOT,
            ROOT + ".exchange..",
            ROOT + ".inbound..",
            ROOT + ".management..",
            ROOT + ".net..");

    @ArchTest
    static final ArchRule nettyTransport =
            onlyIn("io.netty.[bootstrap|buffer|channel|handler]..", ROOT + ".inbound..", ROOT + ".management..");

    @ArchTest
    static final ArchRule httpClient = onlyIn("org.apache.hc..", ROOT + ".exchange..");

    @ArchTest
    static final ArchRule resilience4j = onlyIn("io.github.resilience4j..", ROOT + ".backend..");

    @ArchTest
    static final ArchRule lettuce = onlyIn("io.lettuce..", ROOT + ".session.redis..");

    @ArchTest
    static final ArchRule snakeYaml = onlyIn("org.yaml..", ROOT + ".config..");

    @ArchTest
    static final ArchRule jackson = onlyIn("com.fasterxml.jackson..", ROOT + ".dialect..", ROOT + ".management..");

    @ArchTest
    static final ArchRule mvStore = onlyIn("org.h2..", ROOT + ".session..");

    @ArchTest
    static final ArchRule maxMind = onlyIn("com.maxmind..", ROOT + ".geo..");

    @ArchTest
    static final ArchRule guice = onlyIn("com.google.inject..", ROOT);

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
