package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JmsRuntimeExceptionsTest {
    /** The only ones for which the API has no twin. */
    private static final Set<String> WITHOUT_TWIN = Set.of("MessageEOFException", "MessageNotReadableException");

    static Stream<Class<? extends JMSException>> checkedExceptions() throws IOException, URISyntaxException {
        return exceptionsOfTheApi(JMSException.class).stream();
    }

    @ParameterizedTest
    @MethodSource("checkedExceptions")
    void everyCheckedExceptionOfTheApiBecomesItsTwin(Class<? extends JMSException> type)
            throws ReflectiveOperationException {
        JMSException checked = type.getConstructor(String.class, String.class).newInstance("what", "E42");

        JMSRuntimeException unchecked = JmsRuntimeExceptions.of(checked);

        String twin = WITHOUT_TWIN.contains(type.getSimpleName())
                ? "JMSRuntimeException"
                : type.getSimpleName().replaceFirst("Exception$", "RuntimeException");
        assertThat(unchecked.getClass().getSimpleName()).isEqualTo(twin);
        assertThat(unchecked).hasMessage("what").hasCause(checked);
        assertThat(unchecked.getErrorCode()).isEqualTo("E42");
    }

    @Test
    void everyUncheckedExceptionOfTheApiIsReached() throws Exception {
        Set<String> reached = checkedExceptions()
                .map(type -> {
                    try {
                        return type.getConstructor(String.class).newInstance("what");
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                })
                .map(checked -> JmsRuntimeExceptions.of(checked).getClass().getName())
                .collect(Collectors.toSet());

        assertThat(exceptionsOfTheApi(JMSRuntimeException.class))
                .hasSize(11)
                .allSatisfy(type -> assertThat(reached).contains(type.getName()));
    }

    @Test
    void subclassBecomesTheTwinOfItsSuperclass() {
        class OurSelectorException extends InvalidSelectorException {
            private static final long serialVersionUID = 1L;

            OurSelectorException() {
                super("at column 3");
            }
        }

        assertThat(JmsRuntimeExceptions.of(new OurSelectorException()))
                .isExactlyInstanceOf(InvalidSelectorRuntimeException.class)
                .hasMessage("at column 3");
    }

    @Test
    void linkedExceptionStaysReachable() {
        JMSException checked = new JMSException("what");
        checked.setLinkedException(new IOException("why"));

        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> JmsRuntimeExceptions.run(() -> {
                    throw checked;
                }))
                .satisfies(e -> assertThat(((JMSException) e.getCause()).getLinkedException())
                        .hasMessage("why"));
    }

    private static <T> List<Class<? extends T>> exceptionsOfTheApi(Class<T> base)
            throws IOException, URISyntaxException {
        File api = new File(
                base.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile jar = new JarFile(api)) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("jakarta/jms/") && name.endsWith("Exception.class"))
                    .map(name -> load(name.replace('/', '.').replaceFirst("\\.class$", "")))
                    .filter(base::isAssignableFrom)
                    .<Class<? extends T>>map(type -> type.asSubclass(base))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
