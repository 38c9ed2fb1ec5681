package tv.usher.engine.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;

/** Binds a plugin's own keys and makes the backend of them. Anything that a plugin throws becomes a problem of its backend. */
final class PluginBinder {

    /** The key that may be a list for every plugin; the plugin itself doesn't know that. */
    static final String ADDRESS = "address";

    private static final String TYPE = "type";

    private static final int MAX_ADDRESSES = 10;
    private static final AccessRequest NOBODY = AccessRequest.builder().build();
    private static final List<Integer> STATUSES = List.of(200, 403, 500);

    private final Binder binder;
    private final Binder quiet;
    private final Problems problems;
    private final List<String> common;

    /**
     * @param common keys that stand beside the plugin's own
     */
    PluginBinder(Binder binder, Problems problems, List<String> common) {
        this.binder = binder;
        this.quiet = binder.quiet();
        this.problems = problems;
        this.common = common;
    }

    /**
     * The backends that a plugin made.
     *
     * @param configs its keys, once for each address, in the order of the file
     * @param servers of these addresses; empty if it has no key for them
     */
    record Made(List<? extends Record> configs, List<Endpoint> servers, List<Backend> backends) {}

    /** Empty after a problem. */
    <C extends Record> Optional<Made> bind(BackendFactory<C> factory, Section section) {
        try {
            if (declaresOursIn(factory.configType(), section.place())) {
                return Optional.empty();
            }
            refuseUnknown(factory.configType(), section);
            List<Section> sections = atAddresses(factory.configType(), section);
            List<C> configs = bindAll(factory.configType(), sections);
            List<Endpoint> servers = new ArrayList<>();
            boolean usable = true;
            for (Section one : sections) {
                usable &= hasUsableAddress(factory.configType(), one, servers);
            }
            return usable && !configs.isEmpty() ? make(factory, configs, servers, section.place()) : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            problems.addThrown(section.place(), e);
            return Optional.empty();
        }
    }

    /** Else both would read the same value, and the plugin would set a time limit that isn't its own. */
    private boolean declaresOursIn(Class<? extends Record> type, Place place) {
        List<String> ours = RecordShape.names(type).stream()
                .filter(key -> key.equals(TYPE) || common.contains(key))
                .toList();
        if (!ours.isEmpty()) {
            problems.add(
                    place,
                    "is of a plugin that declares " + String.join(", ", ours)
                            + ", which Usher has itself for every backend; ask the plugin's maker to name it otherwise");
        }
        return !ours.isEmpty();
    }

    private void refuseUnknown(Class<? extends Record> type, Section section) {
        List<String> known = new ArrayList<>(List.of(TYPE));
        known.addAll(RecordShape.names(type));
        known.addAll(common);
        binder.records().refuseUnknown(section, known);
    }

    /** One for each address, if {@code address} is a list; none after a problem. */
    private List<Section> atAddresses(Class<? extends Record> type, Section section) {
        List<Section> sections = RecordShape.of(type).hasOne(ADDRESS) ? section.forEach(ADDRESS) : List.of(section);
        if (sections.isEmpty() || sections.size() > MAX_ADDRESSES) {
            problems.add(
                    Objects.requireNonNull(section.get(ADDRESS)).place(),
                    "must have 1 to " + MAX_ADDRESSES + " entries");
            return List.of();
        }
        return sections;
    }

    /** Empty after a problem. */
    private <C extends Record> List<C> bindAll(Class<C> type, List<Section> sections) {
        List<C> configs = new ArrayList<>();
        for (Section one : sections) {
            Optional<C> config = binder.records().bind(type, one);
            if (config.isEmpty()) {
                // The other addresses would repeat the problems of the shared keys; only their own addresses are
                // checked.
                sections.subList(configs.size() + 1, sections.size())
                        .forEach(other -> binder.records().bind(AddressPart.class, other));
                return List.of();
            }
            configs.add(config.get());
        }
        return configs;
    }

    private record AddressPart(URI address) {}

    // Otherwise the plugin would find the problem, but couldn't tell the place of the key.
    private boolean hasUsableAddress(Class<? extends Record> type, Section section, List<Endpoint> servers) {
        if (!RecordShape.of(type).hasOne(ADDRESS)) {
            return true;
        }
        try {
            quiet.records()
                    .bind(AddressPart.class, section)
                    .map(AddressPart::address)
                    .map(Endpoint::of)
                    .ifPresent(servers::add);
            return true;
        } catch (IllegalArgumentException e) {
            Section.Entry address = Objects.requireNonNull(section.get(ADDRESS));
            problems.addThrown(address.place().at(address.value().getStartMark()), e);
            return false;
        }
    }

    /** Else a missing class would be found by the first viewer. */
    private static void missesNoClass(Backend backend, int status) {
        try {
            backend.interpret(NOBODY, BackendResponse.of(status));
        } catch (RuntimeException e) {
            // such a bug makes a viewer's question undecided, and is told then
        }
    }

    private <C extends Record> Optional<Made> make(
            BackendFactory<C> factory, List<C> configs, List<Endpoint> servers, Place place) {
        try {
            List<Backend> backends = new ArrayList<>();
            for (C config : configs) {
                backends.add(factory.create(config));
            }
            if (!backends.contains(null)) {
                backends.forEach(backend -> STATUSES.forEach(status -> missesNoClass(backend, status)));
                return Optional.of(new Made(configs, servers, backends));
            }
            problems.add(place, "the plugin made no backend, which is a bug of it");
        } catch (Throwable e) { // a stack that overflows too
            problems.addThrown(place, e);
        }
        return Optional.empty();
    }
}
