package org.stompest.tck.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says what cannot be had of a broker over STOMP: the test is not run on it, and the table of compliance tells why. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Lacks.All.class)
public @interface Lacks {
    /** {@return which broker lacks it} */
    BrokerKind broker();

    /** {@return why: what the broker does or does not do} */
    String because();

    /** {@return what users do instead} */
    String instead();

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        Lacks[] value();
    }
}
