package tv.usher.daemon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A real ffmpeg at one end of an RTMP stream; it goes on until the server ends it. */
final class RtmpViewing implements AutoCloseable {

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
        return start("-i", stream, "-f", "null", "-");
    }

    private static RtmpViewing start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                RealPrograms.require("ffmpeg").toString(), "-nostdin", "-loglevel", "error", "-progress", "pipe:1"));
        command.addAll(List.of(arguments));
        return new RtmpViewing(RunningProgram.start(new ProcessBuilder(command)));
    }

    /** Waits for pictures; fails if it ends without any. */
    RtmpViewing awaitPictures() {
        ffmpeg.awaitOutput("frame=[1-9]");
        return this;
    }

    /** Waits until the server has ended it. */
    RtmpViewing awaitEnd() throws InterruptedException {
        ffmpeg.awaitExit();
        return this;
    }

    boolean hadPictures() {
        return ffmpeg.output().contains("frame=");
    }

    void requireRunning() {
        ffmpeg.requireRunning();
    }

    @Override
    public void close() {
        ffmpeg.close();
    }
}
