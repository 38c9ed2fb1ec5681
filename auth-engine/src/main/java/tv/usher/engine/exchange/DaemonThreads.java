package tv.usher.engine.exchange;

import java.util.concurrent.ThreadFactory;

/** Threads that all have one name and don't keep the process alive. */
record DaemonThreads(String name) implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
