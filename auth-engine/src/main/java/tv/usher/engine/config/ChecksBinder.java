package tv.usher.engine.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.engine.check.CheckSettings;
import tv.usher.engine.check.EntryReader;
import tv.usher.engine.check.JwtSettings;
import tv.usher.engine.check.SignedLinkSettings;
import tv.usher.engine.check.TokensSettings;
import tv.usher.engine.check.UsersSettings;

/** The entries of {@code backends} that are checks of the engine's own: they ask nobody, so they have only their own keys. */
final class ChecksBinder {

    /** The keys that name a file. */
    private static final String FILE = "file";

    private static final String KEYS = "keys";

    private final Binder binder;
    private final Problems problems;
    private final EntryReader reader;

    /**
     * @param reader reads the files that checks name
     */
    ChecksBinder(Binder binder, Problems problems, EntryReader reader) {
        this.binder = binder;
        this.problems = problems;
        this.reader = reader;
    }

    static Class<? extends Record> settingsOf(String type) {
        return switch (type) {
            case "jwt" -> JwtSettings.class;
            case "signed-link" -> SignedLinkSettings.class;
            case "tokens" -> TokensSettings.class;
            case "users" -> UsersSettings.class;
            default -> throw new IllegalArgumentException(type);
        };
    }

    /**
     * Empty after a problem.
     *
     * @param type one of {@link CheckConfig#TYPES}
     */
    Optional<CheckConfig> bind(String name, String type, Section section) {
        Class<? extends Record> own = settingsOf(type);
        List<String> known = new ArrayList<>(List.of("type"));
        known.addAll(RecordShape.names(own));
        binder.records().refuseUnknown(section, known);
        Optional<CheckSettings> bound = settings(own, binder, section);
        boolean valid = bound.or(() -> settings(own, binder.quiet(), section.only(FILE)))
                .filter(any -> isValid(any, section))
                .isPresent();
        return bound.filter(any -> valid).map(settings -> new CheckConfig(name, type, settings));
    }

    private static Optional<CheckSettings> settings(Class<? extends Record> type, Binder binder, Section section) {
        return binder.records().bind(type, section).map(CheckSettings.class::cast);
    }

    private boolean isValid(CheckSettings settings, Section section) {
        try {
            settings.validate(reader);
            return true;
        } catch (IOException e) {
            Place file = binder.placeOf(
                    section.place().child(section.has(FILE) ? FILE : KEYS).path());
            binder.unusable(file.path(), String.valueOf(e.getMessage()))
                    .lines()
                    .forEach(line -> problems.add(file, line));
        } catch (IllegalArgumentException e) {
            problems.addThrown(section.place(), e);
        }
        return false;
    }
}
