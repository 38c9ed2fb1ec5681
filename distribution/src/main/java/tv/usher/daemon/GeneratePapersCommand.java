package tv.usher.daemon;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.generate.Gzip;
import tv.usher.daemon.generate.ManPage;

@Command(description = "Write the man page and the changelog of the Debian package; the build does.", hidden = true)
final class GeneratePapersCommand implements Callable<Integer>, LogsNothing {

    @Parameters(index = "0", paramLabel = "VERSION", description = "Of the release.")
    private String version;

    @Parameters(index = "1", paramLabel = "MOMENT", description = "Of the release, as in 2026-11-29T00:00:00Z.")
    private Instant moment;

    @Parameters(index = "2", paramLabel = "FILE", description = "The changelog, with @VERSION@ and @DATE@.")
    private Path changelog;

    @Parameters(index = "3", paramLabel = "FOLDER", description = "Where they are written.")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        OffsetDateTime date = moment.atOffset(ZoneOffset.UTC);
        String changes = Files.readString(changelog)
                .replace("@VERSION@", version)
                .replace(
                        "@DATE@",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(date).replace("GMT", "+0000"));
        write(
                "usher.1.gz",
                ManPage.of(Commands.of(), version, date.toLocalDate().toString()));
        write("changelog.gz", changes);
        return 0;
    }

    private void write(String name, String text) throws Exception {
        Files.write(folder.resolve(name), Gzip.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
