package tv.usher.engine.util;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** True while the heap is nearly full of what is still needed, as the JVM counted it after its last collection. For one thread. */
public final class HeapPressure implements BooleanSupplier {

    private static final double NEARLY = 0.85;

    /** Looked up late, since that would delay the start. */
    private @Nullable List<MemoryPoolMXBean> pools;

    @Override
    public boolean getAsBoolean() {
        if (pools == null) {
            pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                    .toList();
        }
        return pools.stream().anyMatch(HeapPressure::isNearlyFull);
    }

    private static boolean isNearlyFull(MemoryPoolMXBean pool) {
        MemoryUsage left = pool.getCollectionUsage();
        return left != null && left.getMax() > 0 && left.getUsed() > NEARLY * left.getMax();
    }
}
