package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.AuthorityContract;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.SessionStoreContract;

/** Whoever adds an implementation adds its contract test, a subclass of the kit that names the implementation as its type argument. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the classes are read once
class ContractsAreKeptByAllTest {

    private static final String ROOT = "tv.usher";

    static Set<Arguments> kits() {
        return Set.of(
                Arguments.of(Authority.class, AuthorityContract.class),
                Arguments.of(SessionStore.class, SessionStoreContract.class));
    }

    private final JavaClasses shipped = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private final JavaClasses tests = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @MethodSource("kits")
    void everyImplementationHasItsContractTest(Class<?> promise, Class<?> kit) {
        Set<String> implementations = shipped.stream()
                .filter(it -> it.isAssignableTo(promise) && isConcrete(it))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> checked = tests.stream()
                .filter(it -> it.isAssignableTo(kit) && isConcrete(it))
                .map(it -> checkedBy(it.reflect(), kit).getTypeName())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(checked).isNotEmpty().isEqualTo(implementations);
    }

    private static boolean isConcrete(JavaClass it) {
        return !it.isInterface() && !it.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    /** The last type argument on the way from the test to the kit, where the implementation is named. */
    private static Type checkedBy(Class<?> test, Class<?> kit) {
        for (Class<?> type = test; type != kit; type = type.getSuperclass()) {
            if (type.getGenericSuperclass() instanceof ParameterizedType named
                    && named.getActualTypeArguments()[0] instanceof Class<?> implementation) {
                return implementation;
            }
        }
        throw new AssertionError(test + " doesn't name what it checks");
    }
}
