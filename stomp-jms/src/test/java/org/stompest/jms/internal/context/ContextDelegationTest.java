package org.stompest.jms.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stompest.jms.fake.Recorder;
import org.stompest.jms.fake.Samples;
import org.stompest.jms.internal.session.AcknowledgingSession;

/** Every method of a context, found by reflection so that none is forgotten. */
class ContextDelegationTest {
    private static final Set<String> OWN_AFFAIR = Set.of(
            "createContext",
            "createProducer",
            "getAutoStart",
            "setAutoStart",
            "getTransacted",
            "getSessionMode",
            "acknowledge",
            "close");

    @TestFactory
    Stream<DynamicTest> reachesTheSessionOrTheConnection() {
        return methods()
                .filter(method -> !OWN_AFFAIR.contains(method.getName()))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Recorder<Connection> connection = Recorder.of(Connection.class);
                    Recorder<Session> session = sessionOf(connection);
                    Recorder<MessageConsumer> consumer = Recorder.of(MessageConsumer.class);
                    Recorder<?> target = existsIn(Session.class, method) ? session : connection;
                    boolean consumes = method.getReturnType() == JMSConsumer.class;
                    Object answer = consumes ? consumer.proxy() : Samples.of(method.getReturnType());
                    target.returning(method.getName(), answer);
                    Object[] arguments = Samples.of(method.getParameterTypes());

                    Object result = method.invoke(open(connection), arguments);

                    assertThat(target.argumentsOf(method.getName())).containsExactly(arguments);
                    if (consumes) {
                        ((JMSConsumer) result).close();
                        assertThat(consumer.callNames()).containsExactly("close");
                    } else {
                        assertThat(result).isEqualTo(answer);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> throwsTheUncheckedTwin() {
        return methods()
                .filter(method -> !OWN_AFFAIR.contains(method.getName()))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Recorder<Connection> connection = Recorder.of(Connection.class);
                    Recorder<Session> session = sessionOf(connection);
                    JMSException failure = new JMSException("what", "E42");
                    (existsIn(Session.class, method) ? session : connection).throwing(method.getName(), failure);

                    assertThatExceptionOfType(InvocationTargetException.class)
                            .isThrownBy(() -> method.invoke(open(connection), Samples.of(method.getParameterTypes())))
                            .havingCause()
                            .isExactlyInstanceOf(JMSRuntimeException.class)
                            .withCause(failure);
                }));
    }

    @TestFactory
    Stream<DynamicTest> isRefusedAfterClose() {
        return methods()
                .filter(method -> !method.getName().equals("close"))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Recorder<Connection> connection = Recorder.of(Connection.class);
                    JMSContext context = open(connection);
                    context.createContext(JMSContext.AUTO_ACKNOWLEDGE);
                    context.close();
                    connection.calls().clear();
                    Object[] arguments = Samples.of(method.getParameterTypes());

                    assertThatExceptionOfType(InvocationTargetException.class)
                            .isThrownBy(() -> method.invoke(context, arguments))
                            .havingCause()
                            .isExactlyInstanceOf(IllegalStateRuntimeException.class);
                    assertThat(connection.calls()).isEmpty();
                }));
    }

    private static Stream<Method> methods() {
        return Stream.of(JMSContext.class.getMethods());
    }

    private static boolean existsIn(Class<?> type, Method method) {
        return Stream.of(type.getMethods()).anyMatch(each -> each.getName().equals(method.getName()));
    }

    private static Recorder<Session> sessionOf(Recorder<Connection> connection) {
        Recorder<Session> session = Recorder.of(Session.class, AcknowledgingSession.class);
        connection.returning("createSession", session.proxy());
        return session;
    }

    private static JMSContext open(Recorder<Connection> connection) {
        return StompJmsContext.open(connection.proxy(), JMSContext.CLIENT_ACKNOWLEDGE);
    }
}
