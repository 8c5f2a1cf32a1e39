package org.stompest.jms.internal.message;

import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;

/**
 * Judges what one object is made of while it is deserialized (JEP 290), before any of it is constructed. Beside the classes it
 * counts: no stream holds more objects and arrays than its bytes allow for, so that one that claims more is refused before room is
 * made. Of a refusal it keeps the reason, which the JDK does not tell. Used for one object, by one thread.
 */
final class ObjectFilter implements ObjectInputFilter {
    /** A collection asks for up to four places for each element, of which each took a byte in the body, or for few. */
    private static final long PLACES_PER_BYTE = 4;

    private static final long FEW_PLACES = 1024;

    private final DeserializationPolicy policy;
    private final int bodyLength;
    private long places;
    private String reason;

    ObjectFilter(DeserializationPolicy policy, int bodyLength) {
        this.policy = policy;
        this.bodyLength = bodyLength;
        this.places = Math.max(FEW_PLACES, PLACES_PER_BYTE * bodyLength);
    }

    /** {@return why something was refused, null if nothing was} */
    String reason() {
        return reason;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > policy.maxDepth()) {
            return refused("it has objects in objects more than " + policy.maxDepth() + " deep, the limit set by "
                    + DeserializationPolicy.MAX_DEPTH_OPTION);
        }
        if (info.references() > bodyLength || info.streamBytes() > bodyLength) {
            return refused("it claims more objects than its " + bodyLength + " bytes can hold");
        }
        Class<?> type = info.serialClass();
        if (info.arrayLength() >= 0 && type != null) {
            places -= info.arrayLength() * bytesOf(type.getComponentType());
            if (places < 0) {
                return refused("it claims arrays larger than its " + bodyLength + " bytes can fill");
            }
        }
        if (type == null) {
            return Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.getComponentType();
        }
        if (Proxy.isProxyClass(type)) {
            return Status.UNDECIDED; // its interfaces were judged before
        }
        return type.isPrimitive() || policy.allows(type.getName())
                ? Status.ALLOWED
                : refused(notAllowed(type.getName()));
    }

    /** {@return why a class is refused} */
    static String notAllowed(String className) {
        return "class " + className + " is not allowed, see the option " + DeserializationPolicy.ALLOW_LIST_OPTION;
    }

    private static long bytesOf(Class<?> component) {
        if (component == long.class || component == double.class) {
            return Long.BYTES;
        }
        if (component == int.class || component == float.class) {
            return Integer.BYTES;
        }
        return component == short.class || component == char.class ? Short.BYTES : 1;
    }

    private Status refused(String why) {
        reason = why;
        return Status.REJECTED;
    }
}
