package tv.usher.api.testing;

import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Prints why a test is skipped, since Maven only counts it. JUnit finds this class through its service file. */
public final class SkippedTestsAreTold implements TestExecutionListener {

    private final Consumer<String> lines;

    public SkippedTestsAreTold() {
        this(System.out::println);
    }

    SkippedTestsAreTold(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        tell(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            tell(test, result.getThrowable().map(Throwable::getMessage).orElse("it gives no reason"));
        }
    }

    private void tell(TestIdentifier test, String reason) {
        String name = test.getSource().map(SkippedTestsAreTold::name).orElse(test.getUniqueId());
        lines.accept("SKIPPED %s (%s): %s"
                .formatted(name, test.getDisplayName(), reason.strip().replaceAll("\\s+", " ")));
    }

    private static String name(TestSource source) {
        if (source instanceof MethodSource method) {
            return method.getClassName() + "." + method.getMethodName();
        }
        return source instanceof ClassSource type ? type.getClassName() : source.toString();
    }
}
