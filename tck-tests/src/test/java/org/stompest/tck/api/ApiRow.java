package org.stompest.tck.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method of the API and what becomes of calls of it.
 *
 * @param method which
 * @param words for each parameter what it means, or an empty text
 * @param states the outcomes in the states that the table is about, with sensible arguments
 * @param nulls for each parameter that can be null the outcome if it is, on an object that is open
 */
record ApiRow(Method method, List<String> words, List<Outcome> states, List<Outcome> nulls) {
    /** The outcome of methods that are of the other domain. */
    private static final String FORBIDDEN = "IllegalState";

    /** Makes an argument. */
    @FunctionalInterface
    interface Samples {
        Object of(Class<?> type, String word) throws Exception;
    }

    /** Notes what a call came to, where that is not what it had to. */
    @FunctionalInterface
    interface Check {
        void result(String call, Outcome wanted, Throwable thrown, Object result, Object... arguments) throws Exception;
    }

    /** {@return name and types, as the tables and failures show it} */
    String signature() {
        return signature(method);
    }

    static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** {@return whether it is of the simplified API, with its exceptions} */
    boolean isUnchecked() {
        return method.getDeclaringClass().getSimpleName().startsWith("JMS");
    }

    /** {@return whether it takes a parameter of the type or of a subtype} */
    boolean takes(Class<?> type) {
        return Stream.of(method.getParameterTypes()).anyMatch(type::isAssignableFrom);
    }

    /** Calls it with sensible arguments. */
    void callInState(int state, Object target, Samples samples, Check check) throws Exception {
        callWith(target, samples, states.get(state), check);
    }

    /** Calls it with sensible arguments, which must come to something that no table says. */
    void callWith(Object target, Samples samples, Outcome wanted, Check check) throws Exception {
        call(target, arguments(samples), signature(), wanted, check);
    }

    /** Calls it once for each parameter that can be null, with that one null. */
    void callWithNulls(Object target, Samples samples, Check check) throws Exception {
        callWithEach((type, word) -> true, null, Optional.empty(), target, samples, check);
    }

    /**
     * Calls it once for each parameter of some, with something else for that one.
     *
     * @param which the parameters, by type and word; primitive ones are left out
     * @param value the argument instead
     * @param outcome what it must come to, unless the method is forbidden anyway; empty for the same as with null
     */
    void callWithEach(
            BiPredicate<Class<?>, String> which,
            Object value,
            Optional<Outcome> outcome,
            Object target,
            Samples samples,
            Check check)
            throws Exception {
        int next = 0;
        for (int i = 0; i < words.size(); i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type.isPrimitive()) {
                continue;
            }
            Outcome withNull = nulls.get(next++);
            if (which.test(type, words.get(i))) {
                Object[] arguments = arguments(samples);
                arguments[i] = value;
                Outcome wanted = withNull.name().equals(FORBIDDEN) ? withNull : outcome.orElse(withNull);
                call(target, arguments, signature() + " with " + value + " as number " + (i + 1), wanted, check);
            }
        }
    }

    private Object[] arguments(Samples samples) throws Exception {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            arguments.add(samples.of(method.getParameterTypes()[i], words.get(i)));
        }
        return arguments.toArray();
    }

    private void call(Object target, Object[] arguments, String text, Outcome wanted, Check check) throws Exception {
        Object result = null;
        Throwable thrown = null;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        }
        check.result(text, wanted, thrown, result, arguments);
    }
}
