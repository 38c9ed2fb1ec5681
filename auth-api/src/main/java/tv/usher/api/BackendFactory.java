package tv.usher.api;

/**
 * Makes backends of one type; what {@link java.util.ServiceLoader} finds in a plugin's jar. The only public class of a plugin.
 *
 * <p>What a plugin may rely on:
 *
 * <ol>
 *   <li>The factory is made once per plugin folder, at start and whenever the configuration is read again, by its public constructor without
 *       parameters.
 *   <li>{@link #type} and {@link #configType} are asked before anything else, and answer the same each time.
 *   <li>The plugin's own class loader finds its own jars first, then the JDK. Of Usher it sees {@code tv.usher.api} alone, which always
 *       comes from Usher. So a plugin may bring any libraries in any version, as jars in its folder; no other plugin sees them. They must
 *       not open sockets or start threads either.
 *   <li>While a plugin's code runs, the thread's context class loader isn't the plugin's. A library that looks for services or resources
 *       by it must be told the plugin's loader, {@code MyFactory.class.getClassLoader()}, mostly once in {@link #create}.
 *   <li>A plugin doesn't log. What an operator should know of one viewer is the verdict's {@link Reason}, which Usher writes beside the
 *       decision, and counts; what is wrong with the configuration is what {@link #create} throws. No logging library of Usher's is seen,
 *       and what a plugin prints on its own may never have a token, a query, a header or a body.
 *   <li>{@link #create} runs once per address of each configured backend of the type, one at a time, once the backend's own keys are
 *       bound. A backend that was made may never be asked: another part of the file can still be wrong.
 *   <li>Whatever {@link #create} throws is reported as one problem of the configuration, at the backend's place in the file, beside
 *       all others. The message of an {@link IllegalArgumentException} is shown as it is: say what to change. A {@link java.net.URI}
 *       with the key {@code address} that {@link Endpoint#of(java.net.URI)} refuses is reported at its own place, and
 *       {@link #create} isn't called.
 *   <li>The backend's methods run on any thread, many at a time, until the process ends or the configuration is replaced. There is
 *       nothing to close.
 * </ol>
 *
 * @param <C> the record that the backend's YAML keys are bound to. Components are the keys, {@code tokenPattern} is
 *     {@code token-pattern}; {@link Default} gives defaults. Their types: {@code String}, {@code boolean}, {@code int},
 *     {@code long}, {@link java.time.Duration}, {@link java.net.URI}, {@link java.nio.file.Path},
 *     {@link java.util.regex.Pattern}, {@link Secret}, an enum (constants in kebab case), {@link java.util.Optional},
 *     {@link java.util.List} and {@link java.util.Map} of these, and records of these; also a type of the plugin's own with a
 *     {@code public static T parse(String)}, or with {@code public static T parse(Object)}, which gets texts, booleans, null, numbers as
 *     {@link java.math.BigDecimal}, and lists and maps of these, as JSON has them. Both may throw {@link IllegalArgumentException}. Its constructor may throw
 *     {@link IllegalArgumentException} with a message for the operator. The keys {@code type}, {@code timeout},
 *     {@code on-unavailable}, {@code on-5xx} and the others of {@code conf/usher.yaml} that every backend has belong to the engine: a
 *     plugin that declares one is refused. Later versions may have more of them, but never one that begins with the plugin's type and a
 *     hyphen.
 */
public interface BackendFactory<C extends Record> {

    /**
     * The version of this API: {@code MAJOR.MINOR}. What was made for one runs with every later one of the same major number.
     *
     * @see #API_VERSION_ATTRIBUTE
     */
    String API_VERSION = "1.0";

    /**
     * The attribute in the manifest of a plugin's jar that says for which {@link #API_VERSION} it was made. Usher refuses to start with a
     * plugin of another major number, of a higher minor number, or without it.
     */
    String API_VERSION_ATTRIBUTE = "Usher-Api-Version";

    /** The name that {@code type:} has in the configuration: lower case, unique among the plugins. */
    String type();

    /** The record of the type's own keys. */
    Class<C> configType();

    /**
     * @throws IllegalArgumentException if the configuration makes no sense to this middleware; the message can be shown to the
     *     operator
     */
    Backend create(C config);
}
