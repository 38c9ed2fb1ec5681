package tv.usher.engine.session;

import tv.usher.engine.util.Clock;

/** Memory keeps nothing beyond the process, and nothing can fail it. */
class MemoryStoreContractTest extends SessionStoreContract<MemoryStore> {

    @Override
    protected MemoryStore store(Clock clock) {
        return new MemoryStore();
    }

    @Override
    protected boolean survivesRestart() {
        return false;
    }

    @Override
    protected boolean canFail() {
        return false;
    }

    @Override
    protected void fail(MemoryStore store, Runnable somethingToDo) {}

    @Override
    protected void recover() {}

    @Override
    protected void hang() {}

    @Override
    protected void hangNoLonger() {}
}
