package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Default;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.HostPort;

/** Binds the file's top level, part by part: a problem in one part hides no problem in another. */
final class FileBinder {

    private static final String LISTEN = "listen";
    private static final String MANAGEMENT_LISTEN = "management.listen";
    private static final String BACKENDS = "backends";
    private static final String ACCESS = "access";
    private static final String LIMITS = "limits";
    private static final String DATA_DIR = "data-dir";
    private static final String ON_UNAVAILABLE = "on-unavailable";

    /** Keys of {@link GeneralSettings}, which may be wrong as a whole. */
    private record Listeners(
            @Default(GeneralSettings.LISTEN) HostPort listen,
            @Default("{}") ManagementSettings management) {}

    private final Path file;
    private final Section root;
    private final Binder binder;
    private final BackendsBinder backendsBinder;
    private final FileChecks files;
    private final Optional<Path> stateDirectory;
    private final UnaryOperator<@Nullable String> environment;
    private final Problems problems;

    /**
     * @param stateDirectory the data folder if the file names none
     */
    FileBinder(
            Path file,
            Section root,
            Binder binder,
            BackendsBinder backendsBinder,
            FileChecks files,
            Optional<Path> stateDirectory,
            UnaryOperator<@Nullable String> environment,
            Problems problems) {
        this.file = file;
        this.root = root;
        this.binder = binder;
        this.backendsBinder = backendsBinder;
        this.files = files;
        this.stateDirectory = stateDirectory;
        this.environment = environment;
        this.problems = problems;
    }

    UsherConfig bind() throws ConfigException {
        refuseUnknown();
        Optional<GeneralSettings> general =
                binder.records().bind(GeneralSettings.class, root).map(this::withDataDir);
        Optional<TrustSettings> trust = binder.records().bind(TrustSettings.class, root);
        Section backends = backends();
        BackendsBinder.Bound bound = backendsBinder.bind(backends, root.has(ON_UNAVAILABLE));
        boolean placed = general.isEmpty() || general.get().geo().database().isPresent();
        ConditionChecks conditions = new ConditionChecks(binder, problems, placed);
        List<RuleSettings> rules = rules(backends.entries().keySet(), conditions);
        List<SessionLimitSettings> limits = limits(conditions, rules);
        binder.quiet().records().bind(Listeners.class, root).ifPresent(this::checkListeners);
        files.checkRoot(root);
        trust.ifPresent(this::checkTrust);
        if (general.isEmpty() || trust.isEmpty() || !problems.isEmpty()) {
            throw problems.toException(file);
        }
        return create(withParametersOf(bound.checks(), general.get()), trust.get(), bound, rules, limits);
    }

    /** The parameters of checks identify viewers too. */
    private static GeneralSettings withParametersOf(List<CheckConfig> checks, GeneralSettings general) {
        List<String> parameters = checks.stream()
                .map(check -> check.settings().identifyingParameter().name())
                .toList();
        return general.with(general.dataDir(), general.sessions().alsoNamedBy(parameters));
    }

    private GeneralSettings withDataDir(GeneralSettings general) {
        Path folder = root.has(DATA_DIR) ? general.dataDir() : stateDirectory.orElse(general.dataDir());
        return general.with(folder, general.sessions());
    }

    private void refuseUnknown() {
        List<String> known = new ArrayList<>(RecordShape.names(GeneralSettings.class));
        known.addAll(RecordShape.names(TrustSettings.class));
        known.addAll(List.of(BACKENDS, ACCESS, LIMITS));
        binder.records().refuseUnknown(root, known);
    }

    private Section backends() {
        Section none = new Section(Place.START.child(BACKENDS), Map.of());
        Section.Entry entry = root.get(BACKENDS);
        return entry == null
                ? none
                : binder.section(entry.value(), entry.place()).orElse(none);
    }

    private List<RuleSettings> rules(Set<String> backends, ConditionChecks conditions) {
        Section.Entry entry = root.get(ACCESS);
        if (entry == null) {
            problems.add(Place.START.child(ACCESS), "is missing; without a rule nobody would be let in");
            return List.of();
        }
        return new RulesBinder(binder, problems, backends, conditions).bind(entry);
    }

    private List<SessionLimitSettings> limits(ConditionChecks conditions, List<RuleSettings> rules) {
        Section.Entry entry = root.get(LIMITS);
        return entry == null ? List.of() : new LimitsBinder(binder, problems, conditions).bind(entry, rules);
    }

    private void checkListeners(Listeners listeners) {
        HostPort callers = listeners.listen();
        HostPort operators = listeners.management().listen();
        if (callers.overlaps(operators)) {
            String written = binder.isGiven(MANAGEMENT_LISTEN) ? MANAGEMENT_LISTEN : LISTEN;
            String other = written.equals(LISTEN) ? MANAGEMENT_LISTEN : LISTEN;
            problems.add(
                    binder.placeOf(written),
                    callers.equals(operators)
                            ? "must not be the same as '" + other + "'"
                            : "must have another port than '" + other + "', since both are on one address");
        }
    }

    private void checkTrust(TrustSettings trust) {
        Place place = binder.placeOf("trusted-callers");
        if (trust.trustedCallers().isEmpty()) {
            problems.add(place, "is empty, so nobody could ask");
        }
        if (trust.trustsEveryone() && !trust.insecureTrustEveryone()) {
            problems.add(
                    place,
                    "trusts every address there is, so that any viewer could pretend to be a media server; name your"
                            + " callers, or say insecure-trust-everyone: true");
        }
    }

    private UsherConfig create(
            GeneralSettings general,
            TrustSettings trust,
            BackendsBinder.Bound bound,
            List<RuleSettings> rules,
            List<SessionLimitSettings> limits) {
        List<BoundBackend> backends = bound.plugins().stream()
                .map(backend -> backend.withDefaults(general.onUnavailable(), general.unverified()))
                .toList();
        EffectiveConfig effective = effective(general, trust, backends, bound.checks(), rules, limits);
        return new UsherConfig(
                general.listen(),
                general.tls(),
                trust.trustedCallers(),
                general.dataDir(),
                general.management(),
                general.inbound(),
                general.sessions(),
                general.dialects(),
                general.geo(),
                general.identity(),
                general.events(),
                general.cuts(),
                backends.stream().map(BoundBackend::config).toList(),
                bound.checks(),
                rules,
                limits,
                environment,
                effective.lines(),
                effective.changed());
    }

    private EffectiveConfig effective(
            GeneralSettings general,
            TrustSettings trust,
            List<BoundBackend> backends,
            List<CheckConfig> checks,
            List<RuleSettings> rules,
            List<SessionLimitSettings> limits) {
        hideWhatIsInherited(backends, checks);
        EffectiveConfig effective = new EffectiveConfig(binder);
        effective.addAll("", general);
        effective.addAll("", trust);
        for (BoundBackend backend : backends) {
            BackendConfig config = backend.config();
            String path = BACKENDS + '.' + config.name();
            effective.add(path + ".type", config.type());
            effective.addAll(path, config.settings());
            effective.addAll(path, config.exchange());
            effective.addAll(path, config.limits());
            effective.addAll(path, backend.keys(), PluginBinder.ADDRESS);
        }
        for (CheckConfig check : checks) {
            String path = BACKENDS + '.' + check.name();
            effective.add(path + ".type", check.type());
            effective.add(path, check.settings());
        }
        effective.add(ACCESS, rules);
        if (!limits.isEmpty()) {
            effective.add(LIMITS, limits);
        }
        return effective;
    }

    private void hideWhatIsInherited(List<BoundBackend> backends, List<CheckConfig> checks) {
        for (BoundBackend backend : backends) {
            for (String key : List.of(ON_UNAVAILABLE, "unverified")) {
                binder.inherits(BACKENDS + '.' + backend.config().name() + '.' + key, key);
            }
        }
        checks.forEach(check -> binder.inherits("sessions.tokens", BACKENDS + '.' + check.name() + ".parameter"));
    }
}
