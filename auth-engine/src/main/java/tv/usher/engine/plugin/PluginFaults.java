package tv.usher.engine.plugin;

import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendFactory;

/** Says in one line what a plugin's code did wrong, and what to do about it. */
final class PluginFaults {

    private static final Pattern CLASS_NAME = Pattern.compile("[^\\s:()]+");
    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");
    private static final int CLASS_FILE_VERSION_OF_JAVA_0 = 44;
    private static final String SERVICE = BackendFactory.class.getName() + ": ";

    private PluginFaults() {}

    /**
     * @param thrown thrown by the plugin, or by the JVM while it loaded or ran the plugin
     * @param folder the plugin's
     */
    static String of(Throwable thrown, Path folder) {
        Throwable root = root(thrown);
        if (root instanceof UnsupportedClassVersionError) {
            return tooNew(String.valueOf(root.getMessage()));
        }
        String missing = missingClass(root);
        if (missing != null) {
            return missing(missing, folder);
        }
        if (root instanceof ServiceConfigurationError) {
            return oneLine(String.valueOf(root.getMessage()).replace(SERVICE, ""))
                    + ": ask the plugin's maker, or remove " + folder;
        }
        if (root instanceof SecurityException
                && String.valueOf(root.getMessage()).contains("signature")) {
            return "has the signature of another jar in it (" + oneLine(root.toString())
                    + "): ask the plugin's maker to leave META-INF/*.SF out, or remove " + folder;
        }
        if (root instanceof LinkageError) {
            return "doesn't fit this Usher or the other jars of its folder (" + oneLine(root.toString())
                    + "): use versions that belong together";
        }
        return "its factory threw " + oneLine(root.toString()) + ": ask the plugin's maker, or remove " + folder;
    }

    /** A text from the plugin, in one line. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapsThePlugins =
                thrown instanceof ServiceConfigurationError || thrown instanceof ExceptionInInitializerError;
        // A reflective cause only repeats the service loader's better message.
        return wrapsThePlugins && cause != null && !(cause instanceof ReflectiveOperationException)
                ? root(cause)
                : thrown;
    }

    private static @Nullable String missingClass(Throwable root) {
        if (root instanceof TypeNotPresentException absent) {
            return absent.typeName();
        }
        String message = root.getMessage();
        return root instanceof NoClassDefFoundError
                        && message != null
                        && CLASS_NAME.matcher(message).matches()
                ? message.replace('/', '.')
                : null;
    }

    private static String missing(String className, Path folder) {
        if (className.startsWith("tv.usher.api.") || className.startsWith("tv.usher.engine.")) {
            return "needs the class " + className
                    + ", which this Usher doesn't offer to plugins: use a version of the plugin made for this Usher";
        }
        return "needs the class " + className + ", which no jar here has: put its jar into " + folder;
    }

    private static String tooNew(String message) {
        Matcher version = CLASS_FILE_VERSION.matcher(message);
        String needed = version.find()
                ? "Java " + (Integer.parseInt(version.group(1)) - CLASS_FILE_VERSION_OF_JAVA_0)
                : "a newer Java";
        return "was compiled for " + needed + ", and this is Java "
                + Runtime.version().feature() + ": run Usher with " + needed + ", or use a plugin compiled for less";
    }
}
