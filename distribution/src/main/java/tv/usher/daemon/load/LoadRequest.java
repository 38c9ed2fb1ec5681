package tv.usher.daemon.load;

import tv.usher.daemon.call.CallerAnswer;

/**
 * Something to be asked.
 *
 * @param bytes as they go over the wire
 */
record LoadRequest(byte[] bytes, Asker asker) {

    /** Hears what becomes of it: one of the two, once. */
    interface Asker {

        void answered(CallerAnswer answer);

        /**
         * @param why in a few words, the same ones for the same cause
         */
        void failed(String why);
    }
}
