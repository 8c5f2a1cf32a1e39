package org.stompest.jms.internal.message;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Classes that leave a trace when they are made use of in a deserialization. Of each there are two that differ in nothing but one
 * letter: a bait is serialized, a trap is what its bytes are changed into, so that nobody has loaded it before.
 */
final class Gadgets {
    /** How often something of a trap has run. */
    static final AtomicInteger TRACES = new AtomicInteger();

    private Gadgets() {}

    static final class StaticBait implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static final class StaticTrap implements Serializable {
        private static final long serialVersionUID = 1L;

        static {
            TRACES.incrementAndGet();
        }
    }

    static final class ReadObjectBait implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static final class ReadObjectTrap implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            TRACES.incrementAndGet();
        }
    }

    static final class ReadResolveBait implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    static final class ReadResolveTrap implements Serializable {
        private static final long serialVersionUID = 1L;

        private Object readResolve() {
            TRACES.incrementAndGet();
            return this;
        }
    }

    /** Made by {@code java.io}, as any that is externalizable. */
    public static final class ExternalBait implements Externalizable {
        private static final long serialVersionUID = 1L;

        /** By {@code java.io}. */
        public ExternalBait() {}

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {}
    }

    /** Made by {@code java.io}, as any that is externalizable. */
    public static final class ExternalTrap implements Externalizable {
        private static final long serialVersionUID = 1L;

        /** By {@code java.io}. */
        public ExternalTrap() {
            TRACES.incrementAndGet();
        }

        @Override
        public void writeExternal(ObjectOutput out) {}

        @Override
        public void readExternal(ObjectInput in) {
            TRACES.incrementAndGet();
        }
    }

    enum EnumBait {
        ONE
    }

    enum EnumTrap {
        ONE;

        static {
            TRACES.incrementAndGet();
        }
    }

    record RecordBait(int number) implements Serializable {}

    record RecordTrap(int number) implements Serializable {
        RecordTrap {
            TRACES.incrementAndGet();
        }
    }

    static final class HandlerBait implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return 1;
        }
    }

    static final class HandlerTrap implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            TRACES.incrementAndGet();
            return 1;
        }
    }

    /** A function that can be serialized. */
    interface Function extends Supplier<String>, Serializable {}

    static Function lambda() {
        return () -> "run";
    }
}
