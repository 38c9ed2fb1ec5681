package tv.usher.engine.config;

import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.api.Default;
import tv.usher.engine.cut.CutSettings;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.rule.GeoSettings;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.util.UnusableFile;

/** Reads the files that the configuration names, so that problems with them are reported with all others. */
final class FileChecks {

    private final Binder binder;
    private final Binder quiet;
    private final Problems problems;

    FileChecks(Binder binder, Problems problems) {
        this.binder = binder;
        this.quiet = binder.quiet();
        this.problems = problems;
    }

    private record GeoPart(@Default("{}") GeoSettings geo) {}

    private record CutsPart(@Default("{}") CutSettings cuts) {}

    private record TlsPart(Optional<TlsSettings> tls) {}

    private record ListenerPart(Optional<ListenerTlsSettings> tls) {}

    private record ManagementPart(@Default("{}") ManagementSettings management) {}

    /** Reads the files that the top level names; other keys there may be wrong. */
    void checkRoot(Section root) {
        quiet.records().bind(GeoPart.class, root).ifPresent(part -> tell(root.place(), part.geo().unusable().stream()));
        quiet.records()
                .bind(ListenerPart.class, root)
                .flatMap(ListenerPart::tls)
                .ifPresent(tls -> tell(root.place(), tls.unusable().stream()));
        quiet.records()
                .bind(ManagementPart.class, root)
                .flatMap(part -> part.management().tls())
                .ifPresent(tls -> tell(root.place().child("management"), tls.unusable().stream()));
        quiet.records()
                .bind(CutsPart.class, root)
                .flatMap(part -> part.cuts().tls())
                .ifPresent(tls -> tell(root.place().child("cuts"), tls.unusable().stream()));
    }

    /** Reads the files that any backend may name; its other keys may be wrong. */
    void checkBackend(Section backend) {
        quiet.records()
                .bind(TlsPart.class, backend)
                .flatMap(TlsPart::tls)
                .ifPresent(tls -> tell(backend.place(), tls.unusable().stream()));
    }

    private void tell(Place owner, Stream<UnusableFile> unusable) {
        unusable.forEach(file -> {
            Place place = binder.placeOf(owner.child(file.key()).path());
            problems.add(place, binder.unusable(place.path(), file.why()));
        });
    }
}
