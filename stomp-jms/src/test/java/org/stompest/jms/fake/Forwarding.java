package org.stompest.jms.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.IllegalStateException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Tests of a view: each method of the delegate's interface is either forwarded as it is or forbidden. */
public final class Forwarding {
    private Forwarding() {}

    public static <T> Stream<DynamicTest> tests(Class<T> type, Function<T, ? extends T> view, Set<String> forbidden) {
        return Stream.of(type.getMethods())
                .map(method -> forbidden.contains(method.getName())
                        ? DynamicTest.dynamicTest(method + " is forbidden", () -> isForbidden(type, view, method))
                        : DynamicTest.dynamicTest(method + " is forwarded", () -> isForwarded(type, view, method)));
    }

    private static <T> void isForbidden(Class<T> type, Function<T, ? extends T> view, Method method) {
        Recorder<T> delegate = Recorder.of(type);
        T forbidding = view.apply(delegate.proxy());

        assertThatExceptionOfType(InvocationTargetException.class)
                .isThrownBy(() -> method.invoke(forbidding, Samples.of(method.getParameterTypes())))
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessageContaining(method.getName());
        assertThat(delegate.calls()).isEmpty();
    }

    private static <T> void isForwarded(Class<T> type, Function<T, ? extends T> view, Method method)
            throws ReflectiveOperationException {
        Object answer = Samples.of(method.getReturnType());
        Recorder<T> delegate = Recorder.of(type).returning(method.getName(), answer);
        Object[] arguments = Samples.of(method.getParameterTypes());

        Object result = method.invoke(view.apply(delegate.proxy()), arguments);

        assertThat(result).isEqualTo(answer);
        assertThat(delegate.calls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo(method.getName());
            assertThat(call.method().getParameterTypes()).isEqualTo(method.getParameterTypes());
            assertThat(call.arguments()).containsExactly(arguments);
        });
    }
}
