package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.usher.api.BackendFactory;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.LimitSettings;
import tv.usher.engine.exchange.ExchangeSettings;

/** The entries of {@code backends}: the keys that all have and those of the plugin, side by side. */
final class BackendsBinder {

    private static final int MAX_BACKENDS = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /** The keys of all types that have a plugin. */
    static final List<String> COMMON = Stream.of(BackendSettings.class, ExchangeSettings.class, LimitSettings.class)
            .flatMap(type -> RecordShape.names(type).stream())
            .toList();

    private final Binder binder;
    private final Problems problems;
    private final Map<String, BackendFactory<?>> types;
    private final String searched;
    private final ChecksBinder checks;
    private final PluginBinder plugins;
    private final FileChecks files;

    /** The backends that can be bound. */
    record Bound(List<BoundBackend> plugins, List<CheckConfig> checks) {}

    /** The key that says which plugin the others are for. */
    private record TypeKey(String type) {}

    /**
     * @param searched where plugins were looked for, as text for the operator
     * @param checks   binds the backends that no plugin makes
     * @param files    reads the files that backends name
     */
    BackendsBinder(
            Binder binder,
            Problems problems,
            Map<String, BackendFactory<?>> types,
            String searched,
            ChecksBinder checks,
            FileChecks files) {
        this.binder = binder;
        this.problems = problems;
        this.types = new TreeMap<>(types);
        this.searched = searched;
        this.checks = checks;
        this.plugins = new PluginBinder(binder, problems, COMMON);
        this.files = files;
    }

    /**
     * The backends that can be bound; each of the others has a problem.
     *
     * @param choiceForAll the file has an {@code on-unavailable} for all backends, so a backend needs none
     */
    Bound bind(Section backends, boolean choiceForAll) {
        if (backends.entries().size() > MAX_BACKENDS) {
            problems.add(backends.place(), "has more than " + MAX_BACKENDS + " entries");
        }
        Bound bound = new Bound(new ArrayList<>(), new ArrayList<>());
        backends.entries().entrySet().stream().limit(MAX_BACKENDS).forEach(backend -> {
            Section.Entry entry = backend.getValue();
            if (!NAME.matcher(backend.getKey()).matches()) {
                problems.add(
                        entry.place(),
                        "a backend's name has only a-z, 0-9, '_' and '-', begins with a letter or digit,"
                                + " and is at most 64 characters long");
            }
            binder.section(entry.value(), entry.place())
                    .ifPresent(section -> bind(backend.getKey(), section, choiceForAll, bound));
        });
        return bound;
    }

    private void bind(String name, Section section, boolean choiceForAll, Bound bound) {
        Optional<String> type = binder.records().bind(TypeKey.class, section).map(TypeKey::type);
        if (type.filter(CheckConfig.TYPES::contains).isEmpty()) {
            bindPlugin(name, type, section, choiceForAll).ifPresent(bound.plugins::add);
        } else if (types.containsKey(type.get())) {
            problems.add(section.place(), "is of a type that Usher has itself and a plugin too; remove the plugin");
        } else {
            checks.bind(name, type.get(), section).ifPresent(bound.checks::add);
        }
    }

    private Optional<BoundBackend> bindPlugin(
            String name, Optional<String> type, Section section, boolean choiceForAll) {
        if (!choiceForAll && !section.has("on-unavailable")) {
            problems.add(
                    section.place().child("on-unavailable"),
                    "is missing, here and at the top level, and has no default; choose what viewers get when this backend"
                            + " can't be asked: allow lets them in unverified, deny keeps them out, error tells the caller"
                            + " that nobody could decide");
        }
        Optional<BackendSettings> settings = binder.records().bind(BackendSettings.class, section);
        Optional<ExchangeSettings> exchange = binder.records().bind(ExchangeSettings.class, section);
        Optional<LimitSettings> limits = binder.records().bind(LimitSettings.class, section);
        files.checkBackend(section);
        Optional<BackendFactory<?>> factory = factory(type, section);
        Optional<PluginBinder.Made> made = factory.flatMap(known -> plugins.bind(known, section));
        if (settings.isEmpty() || exchange.isEmpty() || limits.isEmpty() || made.isEmpty()) {
            return Optional.empty();
        }
        BackendConfig config = new BackendConfig(
                name,
                factory.get().type(),
                settings.get(),
                exchange.get(),
                limits.get(),
                made.get().servers(),
                made.get().backends());
        return Optional.of(new BoundBackend(config, made.get().configs()));
    }

    private Optional<BackendFactory<?>> factory(Optional<String> type, Section section) {
        if (type.isPresent() && !types.containsKey(type.get())) {
            Place place = binder.placeOf(section.place().child("type").path());
            String name = binder.shown(place.path(), type.get());
            Set<String> all = new TreeSet<>(types.keySet());
            all.addAll(CheckConfig.TYPES);
            String hint = DidYouMean.hint(type.get(), all);
            problems.add(place, "no plugin is of the type " + name + hint + " (looked in " + searched + ")");
        }
        return type.map(types::get);
    }
}
