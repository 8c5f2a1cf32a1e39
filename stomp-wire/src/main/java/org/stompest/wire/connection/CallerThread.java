package org.stompest.wire.connection;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Tells virtual threads from others; the JDK has them from 21 on, and this library runs on 17. Usable from any thread. */
final class CallerThread {
    private static final MethodHandle IS_VIRTUAL = find();

    private CallerThread() {}

    private static MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException e) {
            return null; // before JDK 21
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static boolean isVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) { // what invokeExact declares; the method itself throws nothing
            throw new IllegalStateException(e);
        }
    }
}
