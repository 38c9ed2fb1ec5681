package tv.usher.daemon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tv.usher.api.testing.RealPrograms;

/** A real ffmpeg at one end of an RTMP stream; it goes on until the server ends it. */
final class RtmpViewing implements AutoCloseable {

    private static final String PICTURES = "frame=[1-9]";

    private final RunningProgram ffmpeg;

    private RtmpViewing(RunningProgram ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /** Sends small moving pictures. */
    static RtmpViewing publish(String stream) throws IOException {
        return start(
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc=size=160x90:rate=10",
                "-c:v",
                "flv",
                "-g",
                "5",
                "-f",
                "flv",
                stream);
    }

    static RtmpViewing play(String stream) throws IOException {
        // Else it looks for sound for five seconds.
        return start("-analyzeduration", "500000", "-i", stream, "-f", "null", "-");
    }

    private static RtmpViewing start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                RealPrograms.require("ffmpeg").toString(), "-nostdin", "-loglevel", "error", "-progress", "pipe:1"));
        command.addAll(List.of(arguments));
        return new RtmpViewing(RunningProgram.start(new ProcessBuilder(command)));
    }

    /** Waits for pictures; fails if it ends without any. */
    RtmpViewing awaitPictures() {
        ffmpeg.awaitOutput(PICTURES);
        return this;
    }

    /** Waits until the server has ended it. */
    RtmpViewing awaitEnd() throws InterruptedException {
        ffmpeg.awaitExit();
        return this;
    }

    boolean hadPictures() {
        return Pattern.compile(PICTURES).matcher(ffmpeg.output()).find();
    }

    void requireRunning() {
        ffmpeg.requireRunning();
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
