package org.stompest.jms.fake;

import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message that keeps what is set, with the crudest rules that will do. */
public final class FakeMessage implements InvocationHandler {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private boolean readOnly;

    private FakeMessage() {}

    public static <T extends Message> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(FakeMessage.class.getClassLoader(), new Class<?>[] {type}, new FakeMessage()));
    }

    public static FakeMessage behind(Object message) {
        return (FakeMessage) Proxy.getInvocationHandler(message);
    }

    public void makeReadOnly() {
        readOnly = true;
    }

    public Map<String, Object> properties() {
        return properties;
    }

    public Map<String, Object> fields() {
        return fields;
    }

    public Map<Object, Object> entries() {
        return entries;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        return switch (name) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "fake message " + properties + fields;
            case "getPropertyNames" -> Collections.enumeration(properties.keySet());
            case "propertyExists" -> properties.containsKey(arguments[0]);
            case "clearProperties" -> {
                properties.clear();
                yield null;
            }
            default -> {
                if (name.endsWith("Property")) {
                    yield property(method, arguments);
                }
                yield field(method, arguments);
            }
        };
    }

    private Object property(Method method, Object[] arguments) throws Exception {
        if (method.getName().startsWith("set")) {
            if (readOnly) {
                throw new MessageNotWriteableException("read-only");
            }
            if (arguments[0] == null || arguments[0].equals("")) {
                throw new IllegalArgumentException("no name");
            }
            return properties.put((String) arguments[0], arguments[1]);
        }
        Object value = properties.get(arguments[0]);
        if (method.getName().equals("getObjectProperty")) {
            return value;
        }
        if (method.getName().equals("getStringProperty")) {
            return value == null ? null : value.toString();
        }
        if (Samples.nothing(method.getReturnType()).getClass().isInstance(value)) {
            return value;
        }
        throw new MessageFormatException(value + " cannot be converted");
    }

    private Object field(Method method, Object[] arguments) {
        String name = method.getName();
        if (arguments != null && arguments.length == 2) {
            return entries.put(arguments[0], arguments[1]);
        }
        if (arguments != null) {
            fields.put(name.replaceFirst("set", ""), arguments[0]);
            return null;
        }
        return fields.getOrDefault(name.replaceFirst("get", ""), Samples.nothing(method.getReturnType()));
    }
}
