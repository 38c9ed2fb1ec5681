package tv.usher.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a configuration key that the operator leaves out, written as it would stand in the YAML file ({@code "10h"}).
 *
 * <p>A record component without this annotation must be configured, unless it is an {@link java.util.Optional} (then absent is
 * empty) or a collection (then absent is empty too).
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
    String value();
}
