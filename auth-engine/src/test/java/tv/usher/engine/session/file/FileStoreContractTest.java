package tv.usher.engine.session.file;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.SessionStoreContract;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.TestingClock;

class FileStoreContractTest extends SessionStoreContract<FileStore> {

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();
    private TestingSessionFiles disk;

    @Override
    protected FileStore store(Clock clock) {
        disk = disk == null ? new TestingSessionFiles(folder, this.clock) : disk;
        InstallationSecret secret = new InstallationSecret(new DataFolder(folder));
        return new FileStore(disk, secret, clock, Duration.ofMinutes(10), 1_000);
    }

    @Override
    protected Clock clock() {
        return clock.clock();
    }

    @Override
    protected boolean survivesRestart() {
        return true;
    }

    @Override
    protected boolean canFail() {
        return true;
    }

    @Override
    protected void fail(FileStore store, Runnable somethingToDo) {
        disk.full(true);
        somethingToDo.run();
        eventually(() -> store.problem().isPresent());
    }

    @Override
    protected void recover() {
        disk.full(false);
        clock.passes(FileWriter.RETRY);
    }

    @Override
    protected void hang() {
        disk.hang();
    }

    @Override
    protected void hangNoLonger() {
        disk.hangNoLonger();
    }
}
