package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/** The same through a real Redis Cluster, one of whose primaries crashes. */
@TakesLong
class TwoUshersOfAClusterAreOneIT extends TwoUshersAreOneIT {

    @TempDir
    private Path ofCluster;

    @Override
    SharedRedis redis() throws IOException {
        return RedisCluster.startIn(ofCluster);
    }
}
