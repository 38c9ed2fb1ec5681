package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tv.usher.api.testing.RealPrograms;

/**
 * A live channel as HLS in a folder, made by a real ffmpeg: a master playlist, and below it a sliding playlist with segments of 2s. In
 * H.264, which browsers play too.
 */
final class LiveChannel implements AutoCloseable {

    static final int SEGMENT_SECONDS = 2;

    private final RunningProgram ffmpeg;

    private LiveChannel(RunningProgram ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** Waits until there is enough for a player to begin with. */
    static LiveChannel start(Path folder) throws IOException {
        Path variant = Files.createDirectories(folder.resolve("v0"));
        Files.writeString(folder.resolve("index.m3u8"), """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=100000,RESOLUTION=320x180
                v0/index.m3u8
                """);
        RunningProgram ffmpeg = RunningProgram.start(new ProcessBuilder(
                RealPrograms.require("ffmpeg").toString(),
                "-nostdin",
                "-loglevel",
                "warning",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=320x180:rate=10",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-g",
                Integer.toString(10 * SEGMENT_SECONDS),
                "-f",
                "hls",
                "-hls_time",
                Integer.toString(SEGMENT_SECONDS),
                "-hls_list_size",
                "15",
                "-hls_delete_threshold",
                "10",
                "-hls_flags",
                "delete_segments+temp_file",
                "-hls_segment_filename",
                variant.resolve("seg-%d.ts").toString(),
                variant.resolve("index.m3u8").toString()));
        return new LiveChannel(ffmpeg.readyWhen(() -> Files.exists(variant.resolve("seg-3.ts"))));
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
