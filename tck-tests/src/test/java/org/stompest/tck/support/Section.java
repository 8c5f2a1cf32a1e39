package org.stompest.tck.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which sections of the Jakarta Messaging 3.1 specification a test proves. On a method it replaces what stands on the class; a
 * test without any is about what this project promises beyond the specification.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Section {
    /** {@return their numbers, such as {@code 3.5.4}} */
    String[] value();
}
