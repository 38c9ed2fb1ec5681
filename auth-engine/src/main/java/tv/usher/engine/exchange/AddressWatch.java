package tv.usher.engine.exchange;

/** Hears which of a backend's several addresses can be connected. Called on I/O threads, so it mustn't block. */
@FunctionalInterface
public interface AddressWatch {

    /**
     * @param address from 0, in the order of the configuration
     */
    void changed(int address, boolean connects);
}
