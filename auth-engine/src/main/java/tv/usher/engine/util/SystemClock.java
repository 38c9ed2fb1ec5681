package tv.usher.engine.util;

final class SystemClock implements Clock {

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public long wallNow() {
        return System.currentTimeMillis();
    }
}
