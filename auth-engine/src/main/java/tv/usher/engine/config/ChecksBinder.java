package tv.usher.engine.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tv.usher.engine.check.CheckSettings;
import tv.usher.engine.check.EntryReader;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.check.TokensSettings;
import tv.usher.engine.check.UsersSettings;

/** The entries of {@code backends} that are checks of the engine's own: they ask nobody, so they have their own keys alone. */
final class ChecksBinder {

    private static final Map<String, Class<? extends Record>> TYPES = Map.of(
            "signed-link", SignedLinkSettings.class, "tokens", TokensSettings.class, "users", UsersSettings.class);

    private final Binder binder;
    private final Problems problems;
    private final EntryReader reader;

    /**
     * @param reader of the files that checks refer to
     */
    ChecksBinder(Binder binder, Problems problems, EntryReader reader) {
        this.binder = binder;
        this.problems = problems;
        this.reader = reader;
    }

    Set<String> types() {
        return TYPES.keySet();
    }

    /** Empty after a problem. */
    Optional<CheckConfig> bind(String name, String type, Section section) {
        List<String> known = new ArrayList<>(List.of("type"));
        known.addAll(RecordShape.names(TYPES.get(type)));
        binder.records().refuseUnknown(section, known);
        return binder.records()
                .bind(TYPES.get(type), section)
                .map(CheckSettings.class::cast)
                .filter(settings -> isValid(settings, section))
                .map(settings -> new CheckConfig(name, type, settings));
    }

    private boolean isValid(CheckSettings settings, Section section) {
        try {
            settings.validate(reader);
            return true;
        } catch (IOException e) {
            Place file = binder.placeOf(section.place().child("file").path());
            e.getMessage().lines().forEach(line -> problems.add(file, line));
        } catch (IllegalArgumentException e) {
            problems.addThrown(section.place(), e);
        }
        return false;
    }
}
