package tv.usher.api.contract;

import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Any bytes as the file of a recorded exchange, of which the viewer and the answer count; each goes to every backend by itself, since
 * neither knows the other. What must hold is said in {@link BackendWitness}.
 */
public final class BackendFuzzer {

    private static final List<BackendWitness> WITNESSES = new ArrayList<>();

    private BackendFuzzer() {}

    /**
     * Called by Jazzer, before its time begins.
     *
     * @param contracts the classes among plugins' tests that extend {@link BackendContract}
     */
    public static void fuzzerInitialize(String[] contracts) throws ReflectiveOperationException {
        for (String contract : contracts) {
            Constructor<?> test = Class.forName(contract).getDeclaredConstructor();
            test.setAccessible(true);
            WITNESSES.add(BackendWitness.of((BackendContract) test.newInstance()));
        }
        if (WITNESSES.isEmpty()) {
            throw new IllegalArgumentException("no contract named");
        }
    }

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        RecordedExchange exchange;
        try {
            exchange = RecordedExchange.parse("fuzzed", new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return;
        }
        WITNESSES.forEach(witness -> witness.check(exchange));
    }
}
