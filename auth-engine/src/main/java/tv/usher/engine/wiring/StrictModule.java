package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;

/** House rules of the wiring: every binding is written down, and nothing is made behind anybody's back. */
public final class StrictModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
    }
}
