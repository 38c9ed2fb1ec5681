package tv.usher.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** The layout of the house: each line may import only what stands below it, and those on one line don't know each other. */
@AnalyzeClasses(
        packages = "tv.usher",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportsPointOneWayTest.DoNotIncludeTestJars.class})
class ImportsPointOneWayTest {

    /** What the tests of all modules share comes in a jar. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String ROOT = "tv.usher.engine";

    /** From the top; a package without a line of its own belongs to the one around it. */
    static final List<List<String>> LINES = List.of(
            List.of(""),
            List.of(".wiring"),
            List.of(".config", ".plugin"),
            List.of(".management"),
            List.of(".management.page"),
            List.of(".management.api"),
            List.of(".management.status"),
            List.of(".inbound", ".explain"),
            List.of(".dialect"),
            List.of(".decision"),
            List.of(".journal"),
            List.of(".rule"),
            List.of(".cut"),
            List.of(".session.watch"),
            List.of(".session.file", ".session.redis"),
            List.of(".session"),
            List.of(".backend.guard", ".check"),
            List.of(".check.jwt"),
            List.of(".backend"),
            List.of(".exchange"),
            List.of(".exchange.tls"),
            List.of(".event"),
            List.of(".tls"),
            List.of(".net"),
            List.of(".util"));

    @ArchTest
    static final ArchRule eachLineImportsOnlyThoseBelow =
            classes().that().resideInAPackage(ROOT + "..").should(importOnlyBelow());

    private static ArchCondition<JavaClass> importOnlyBelow() {
        return new ArchCondition<>("import only packages of lines below their own") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String from = place(item.getPackageName());
                    String to = place(
                            dependency.getTargetClass().getBaseComponentType().getPackageName());
                    if (!to.equals(from) && line(to) <= line(from)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** The longest of the names above that the package begins with; none for what isn't the engine's. */
    private static String place(String packageName) {
        return LINES.stream()
                .flatMap(List::stream)
                .filter(name ->
                        packageName.equals(ROOT + name) || !name.isEmpty() && packageName.startsWith(ROOT + name + '.'))
                .reduce((shorter, longer) -> longer.length() > shorter.length() ? longer : shorter)
                .orElse(packageName.startsWith(ROOT) ? "no line: " + packageName : "elsewhere");
    }

    private static int line(String place) {
        for (int line = 0; line < LINES.size(); line++) {
            if (LINES.get(line).contains(place)) {
                return line;
            }
        }
        return place.equals("elsewhere") ? LINES.size() : -1;
    }

    @ArchTest
    static final ArchRule sessionsAndBackendsDontKnowEachOther = noClasses()
            .that()
            .resideInAPackage(ROOT + ".session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".backend..", ROOT + ".check..", ROOT + ".exchange..");

    @ArchTest
    static final ArchRule startUpIsReadSeparately = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackages(ROOT, ROOT + ".wiring..", ROOT + ".config..", ROOT + ".plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".wiring..", ROOT + ".config..", ROOT + ".plugin..");

    @ArchTest
    static final ArchRule theApiKnowsTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("tv.usher.api..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("tv.usher.api..", "java..", "org.jspecify.annotations..")
                    .negate());

    @ArchTest
    static final ArchRule pluginsAreFoundNotImported = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat(resideInAPackage("tv.usher..")
                    .and(resideInAnyPackage("tv.usher.api..", ROOT + "..").negate()));

    @ArchTest
    static final ArchRule nettyTimer = onlyIn(
            "io.netty.util..",
            ROOT + ".wiring..",
            ROOT + ".backend.guard..",
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
    static final ArchRule resilience4j = onlyIn("io.github.resilience4j..", ROOT + ".backend.guard..");

    @ArchTest
    static final ArchRule lettuce = onlyIn("io.lettuce..", ROOT + ".session.redis..");

    @ArchTest
    static final ArchRule snakeYaml = onlyIn("org.yaml..", ROOT + ".config..");

    @ArchTest
    static final ArchRule jackson = onlyIn(
            "com.fasterxml.jackson..",
            ROOT + ".config..",
            ROOT + ".dialect..",
            ROOT + ".cut..",
            ROOT + ".management.api..",
            ROOT + ".management.status..",
            ROOT + ".check.jwt..",
            ROOT + ".event..",
            ROOT + ".net..");

    @ArchTest
    static final ArchRule nimbus = onlyIn("com.nimbusds..", ROOT + ".check.jwt..");

    @ArchTest
    static final ArchRule re2j = onlyIn("com.google.re2j..", ROOT + ".check.jwt..");

    @ArchTest
    static final ArchRule mvStore = onlyIn("org.h2..", ROOT + ".session.file..");

    @ArchTest
    static final ArchRule maxMind = onlyIn("com.maxmind..", ROOT + ".rule..");

    @ArchTest
    static final ArchRule guice = onlyIn("com.google.inject..", ROOT, ROOT + ".wiring..");

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
