package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tv.usher.api.BackendFactory;
import tv.usher.engine.backend.BackendSettings;
import tv.usher.engine.backend.LimitSettings;
import tv.usher.engine.exchange.ExchangeSettings;

/** The entries of {@code backends}: the keys that all have and those of the plugin, side by side. */
final class BackendsBinder {

    /** The key of all plugins that may be a list, whatever the plugin knows of that. */
    static final String ADDRESS = "address";

    private static final int MAX_ADDRESSES = 10;
    private static final int MAX_BACKENDS = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final Binder binder;
    private final Problems problems;
    private final Map<String, BackendFactory<?>> types;
    private final String searched;
    private final ChecksBinder checks;

    /** What can be bound. */
    record Bound(List<BoundBackend<?>> plugins, List<CheckConfig> checks) {}

    /** The key that says which plugin the others are for. */
    private record TypeKey(String type) {}

    /**
     * @param searched where plugins were looked for, in words for the operator
     * @param checks   binds those that no plugin makes
     */
    BackendsBinder(
            Binder binder,
            Problems problems,
            Map<String, BackendFactory<?>> types,
            String searched,
            ChecksBinder checks) {
        this.binder = binder;
        this.problems = problems;
        this.types = new TreeMap<>(types);
        this.searched = searched;
        this.checks = checks;
    }

    /**
     * What can be bound; each of the others has a problem.
     *
     * @param choiceForAll the file says what an outage leads to, so a backend need not
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

    private Optional<BoundBackend<?>> bindPlugin(
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
        Optional<BackendFactory<?>> factory = factory(type, section);
        if (factory.isEmpty()) {
            return Optional.empty();
        }
        return bindOwn(name, section, factory.get(), settings, exchange, limits);
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

    /** One record for each address, if {@code address} is a list; empty after a problem. */
    private <C extends Record> List<C> bindAtAddresses(Class<C> type, Section section) {
        List<Section> sections = RecordShape.of(type).hasOne(ADDRESS) ? section.forEach(ADDRESS) : List.of(section);
        if (sections.isEmpty() || sections.size() > MAX_ADDRESSES) {
            problems.add(section.get(ADDRESS).place(), "must have 1 to " + MAX_ADDRESSES + " entries");
            return List.of();
        }
        List<C> configs = new ArrayList<>();
        for (Section one : sections) {
            Optional<C> config = binder.records().bind(type, one);
            if (config.isEmpty()) {
                return List.of(); // the others would repeat what is wrong with the keys that they share
            }
            configs.add(config.get());
        }
        return configs;
    }

    private <C extends Record> Optional<BoundBackend<?>> bindOwn(
            String name,
            Section section,
            BackendFactory<C> factory,
            Optional<BackendSettings> settings,
            Optional<ExchangeSettings> exchange,
            Optional<LimitSettings> limits) {
        try {
            List<String> known = new ArrayList<>(List.of("type"));
            known.addAll(RecordShape.names(factory.configType()));
            known.addAll(RecordShape.names(BackendSettings.class));
            known.addAll(RecordShape.names(ExchangeSettings.class));
            known.addAll(RecordShape.names(LimitSettings.class));
            binder.records().refuseUnknown(section, known);
            List<C> configs = bindAtAddresses(factory.configType(), section);
            return configs.isEmpty() || settings.isEmpty() || exchange.isEmpty() || limits.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BoundBackend<>(
                            section.place(), name, settings.get(), exchange.get(), limits.get(), factory, configs));
        } catch (LinkageError e) {
            problems.addThrown(section.place(), e);
            return Optional.empty();
        }
    }
}
