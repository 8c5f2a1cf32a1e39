package org.stompest.jms.fake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A fake of an interface that notes every call and answers as told, else with null, zero or false. Usable
 * from any thread.
 *
 * @param <T> the interface
 */
public final class Recorder<T> implements InvocationHandler {
    /** What a method answers. */
    @FunctionalInterface
    public interface Answer {
        Object to(Object... arguments) throws Exception;
    }

    /** A call that was made. */
    public record Call(Method method, List<Object> arguments) {
        public String name() {
            return method.getName();
        }

        @Override
        public String toString() {
            return name() + arguments;
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final String name;
    private final T proxy;
    private volatile Exception failure;

    private Recorder(Class<T> type, Class<?>... others) {
        this.name = "fake " + type.getSimpleName();
        Class<?>[] all = Stream.concat(Stream.of(type), Stream.of(others)).toArray(Class<?>[]::new);
        this.proxy = type.cast(Proxy.newProxyInstance(Recorder.class.getClassLoader(), all, this));
    }

    public static <T> Recorder<T> of(Class<T> type, Class<?>... others) {
        return new Recorder<>(type, others);
    }

    /** A fake that nobody asks about. */
    public static <T> T dummy(Class<T> type) {
        return of(type).proxy();
    }

    public T proxy() {
        return proxy;
    }

    public Recorder<T> answer(String method, Answer answer) {
        answers.put(method, answer);
        return this;
    }

    public Recorder<T> returning(String method, Object value) {
        return answer(method, arguments -> value);
    }

    public Recorder<T> throwing(String method, Exception exception) {
        return answer(method, arguments -> {
            throw exception;
        });
    }

    /** From now on every call ends with this. */
    public void fail(Exception exception) {
        failure = exception;
    }

    public List<Call> calls() {
        return calls;
    }

    public List<String> callNames() {
        return calls.stream().map(Call::name).toList();
    }

    public List<Object> argumentsOf(String method) {
        return calls.stream()
                .filter(call -> call.name().equals(method))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no call of " + method + " in " + calls))
                .arguments();
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> name;
            };
        }
        Object[] given = arguments == null ? new Object[0] : arguments;
        calls.add(new Call(method, Arrays.asList(given)));
        if (failure != null) {
            throw failure;
        }
        Answer answer = answers.get(method.getName());
        return answer == null ? Samples.nothing(method.getReturnType()) : answer.to(given);
    }
}
