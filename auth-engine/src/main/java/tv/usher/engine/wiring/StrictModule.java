package tv.usher.engine.wiring;

import com.google.inject.AbstractModule;

/** Rules for all modules: every binding is explicit, and Guice creates nothing by itself. */
public final class StrictModule extends AbstractModule {

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();
    }
}
