package org.stompest.jms.internal.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;

/**
 * Reads one object. Classes are looked for in the thread's context class loader, then in the one that loaded this
 * library; a class that the policy does not allow is not even loaded.
 */
final class FilteredObjectInput extends ObjectInputStream {
    /** Null for an object that was made here and is trusted. */
    private final DeserializationPolicy policy;

    private final ObjectFilter filter;
    private final UnfoldedSize unfolded;
    private final ClassLoader[] loaders;

    FilteredObjectInput(Slice body, DeserializationPolicy policy) throws IOException {
        super(new ByteArrayInputStream(body.array(), body.offset(), body.length()));
        this.policy = policy;
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = FilteredObjectInput.class.getClassLoader();
        loaders = context == null || context == own ? new ClassLoader[] {own} : new ClassLoader[] {context, own};
        if (policy == null) {
            filter = null;
            unfolded = null;
            return;
        }
        filter = new ObjectFilter(policy, body.length());
        unfolded = new UnfoldedSize(body.length());
        enableResolveObject(true);
        ObjectInputFilter ofJvm = ObjectInputFilter.Config.getSerialFilter();
        setObjectInputFilter(ObjectInputFilter.merge(filter, ofJvm));
    }

    /** {@return why the policy refuses the object, or null if it does not} */
    String reason() {
        return filter == null ? null : filter.reason();
    }

    /** Called with each object that was read, after all that is in it. */
    @Override
    protected Object resolveObject(Object object) throws IOException {
        unfolded.read(object);
        return object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
        String name = described.getName();
        check(name);
        for (ClassLoader loader : loaders) {
            Class<?> found = find(name, loader);
            if (found != null) {
                return found;
            }
        }
        return super.resolveClass(described);
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        Class<?>[] found = new Class<?>[interfaces.length];
        ClassLoader definer = loaders[0];
        for (int i = 0; i < interfaces.length; i++) {
            check(interfaces[i]);
            found[i] = find(interfaces[i], loaders[0]);
            if (found[i] == null) {
                found[i] = Class.forName(interfaces[i], false, loaders[loaders.length - 1]);
                definer = loaders[loaders.length - 1];
            }
        }
        try {
            return Proxy.newProxyInstance(definer, found, (proxy, method, arguments) -> null)
                    .getClass();
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("no proxy of " + String.join(", ", interfaces), e);
        }
    }

    private void check(String name) throws InvalidClassException {
        if (policy == null) {
            return;
        }
        String element = elementOf(name);
        if (element != null && !policy.allows(element)) {
            throw new InvalidClassException(ObjectFilter.notAllowed(element));
        }
    }

    /** {@return the class that the array is made of, or the class itself; null for a primitive type} */
    private static String elementOf(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return isPrimitive(name) ? null : name;
        }
        return name.endsWith(";") && name.length() > dimensions + 2
                ? name.substring(dimensions + 1, name.length() - 1)
                : null;
    }

    private static boolean isPrimitive(String name) {
        return switch (name) {
            case "boolean", "byte", "short", "char", "int", "long", "float", "double", "void" -> true;
            default -> false;
        };
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
