package org.stompest.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.stompest.jms.StompConnectionFactory;
import org.stompest.tck.support.EmbeddedArtemis;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.Provider;
import org.stompest.tck.support.Section;

/** Connections: section 6.1. */
@Section("6.1")
class ConnectionTest extends JmsTest {
    // Starting a connection
    @Section("6.1.4")
    @Test
    void deliversNothingBeforeStart() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, session.createProducer(queue), "early");
        assertNothingComes(consumer);

        connection.start();

        assertThat(receiveText(consumer)).isEqualTo("early");
    }

    // Pausing delivery of incoming messages
    @Section("6.1.5")
    @Test
    void stopPausesDeliveryAndNotSending() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        send(session, producer, "before");
        assertThat(receiveText(consumer)).isEqualTo("before");

        connection.stop();
        connection.stop();
        send(session, producer, "meanwhile");
        assertNothingComes(consumer);
        assertThat(consumer.receiveNoWait()).isNull();

        connection.start();
        connection.start();
        assertThat(receiveText(consumer)).isEqualTo("meanwhile");
    }

    // stop returns when no listener runs any more, and none is called until start
    @Section("6.1.5")
    @Test
    void stopWaitsForRunningListener() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        session.createConsumer(queue).setMessageListener(message -> {
            running.countDown();
            awaitQuietly(mayEnd);
            heard.add(textOf(message));
        });
        Session sending = connection.createSession();
        send(sending, sending.createProducer(queue), "one", "two");
        connection.start();
        assertThat(running.await(WAIT, TimeUnit.MILLISECONDS)).isTrue();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(connection));
        assertThatThrownBy(() -> stopped.get(NOTHING, TimeUnit.MILLISECONDS))
                .as("stop while a listener runs")
                .isInstanceOf(TimeoutException.class);
        mayEnd.countDown();
        stopped.get(WAIT, TimeUnit.MILLISECONDS);

        List<String> atStop = List.copyOf(heard);
        assertThat(atStop).startsWith("one");
        if (atStop.size() == 1) {
            connection.start();
        }
        await().atMost(SOON).until(() -> heard.equals(List.of("one", "two")));
    }

    // Client identifier
    @Section("6.1.2")
    @Test
    void clientIdIsSetOnceRightAfterCreation() throws Exception {
        Connection connection = connection();
        assertThat(connection.getClientID()).isNull();
        String id = name();

        connection.setClientID(id);

        assertThat(connection.getClientID()).isEqualTo(id);
        assertThatThrownBy(() -> connection.setClientID("another"))
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    // only before any other action on the connection
    @Section("6.1.2")
    @Test
    void clientIdCannotBeSetAfterOtherActions() throws Exception {
        Connection withSession = connection();
        withSession.createSession();
        assertThatThrownBy(() -> withSession.setClientID(name())).isInstanceOf(jakarta.jms.IllegalStateException.class);

        Connection started = connect();
        assertThatThrownBy(() -> started.setClientID(name())).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    // an administratively configured identifier cannot be overridden
    @Section("6.1.2")
    @Test
    void clientIdOfFactoryCannotBeChanged() throws Exception {
        String id = name();
        Connection connection = track(provider.factoryWithClientId(id).createConnection());

        assertThat(connection.getClientID()).isEqualTo(id);
        assertThatThrownBy(() -> connection.setClientID("another"))
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    // in use by only one client at a time
    @Section("6.1.2")
    @Test
    void clientIdInUseIsRefusedUntilItIsFree() throws Exception {
        String id = name();
        Connection first = connect(id);
        Connection second = connection();
        assertThatThrownBy(() -> second.setClientID(id)).isInstanceOf(InvalidClientIDException.class);

        first.close();

        connect(id);
    }

    @Section("6.1.2")
    @Test
    void emptyClientIdIsInvalid() throws Exception {
        Provider.onlyStompest("Artemis takes it");
        Connection connection = connection();
        assertThatThrownBy(() -> connection.setClientID("")).isInstanceOf(InvalidClientIDException.class);
        assertThatThrownBy(() -> connection.setClientID(null)).isInstanceOf(InvalidClientIDException.class);
    }

    // Authentication
    @Section("6.1.1")
    @Test
    void credentialsCountWhenConnecting() throws Exception {
        track(provider.factory().createConnection("guest", EmbeddedArtemis.GUEST_PASSWORD))
                .start();
        track(provider.factory("guest", EmbeddedArtemis.GUEST_PASSWORD).createConnection())
                .start();

        assertThatThrownBy(() -> {
                    Connection connection = track(provider.factory().createConnection("guest", "wr0ng"));
                    connection.start();
                })
                .isInstanceOf(JMSSecurityException.class)
                .hasMessageNotContaining("wr0ng");
    }

    // ConnectionMetaData
    @Section("6.1.6")
    @Test
    void metaDataTellsVersionsAndProperties() throws Exception {
        ConnectionMetaData data = connection().getMetaData();

        assertThat(data.getProviderMajorVersion()).isNotNegative();
        assertThat(data.getProviderMinorVersion()).isNotNegative();
        assertThat(data.getProviderVersion()).isNotBlank();
        assertThat(data.getJMSProviderName()).isNotBlank();
        assertThat(list(data.getJMSXPropertyNames())).contains("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");
        if (Provider.isStompest()) {
            assertThat(data.getJMSVersion()).isEqualTo("3.1");
            assertThat(data.getJMSMajorVersion()).isEqualTo(3);
            assertThat(data.getJMSMinorVersion()).isEqualTo(1);
        }
    }

    // ExceptionListener
    @Section("6.1.7")
    @Test
    void exceptionListenerHearsOfTheEndOfTheBroker() throws Exception {
        Provider.onlyStompest("it knows only the shared broker here");
        EmbeddedArtemis own = track(new EmbeddedArtemis());
        Connection connection = track(new StompConnectionFactory(own.stompUri()).createConnection());
        CompletableFuture<JMSException> heard = new CompletableFuture<>();
        connection.setExceptionListener(heard::complete);
        assertThat(connection.getExceptionListener()).isNotNull();
        connection.start();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        send(session, producer, "while it lives");
        String address = own.stompUriHost();

        own.close();

        JMSException exception = heard.get(WAIT, TimeUnit.MILLISECONDS);
        assertThat(exception).hasMessageContaining(address);
        assertThatThrownBy(() -> send(session, producer, "after")).isInstanceOf(JMSException.class);
        assertThatCode(connection::close).doesNotThrowAnyException();
    }

    @Section("6.1.7")
    @Test
    void exceptionListenerCanBeTakenAway() throws Exception {
        Connection connection = connection();
        assertThat(connection.getExceptionListener()).isNull();
        connection.setExceptionListener(exception -> {});
        connection.setExceptionListener(null);
        assertThat(connection.getExceptionListener()).isNull();
    }

    // Closing a connection
    @Section("6.1.8")
    @Test
    void closedConnectionAndAllOfItRefuseEverythingButClose() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession();
        Queue queue = session.createQueue(name());
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        TextMessage message = session.createTextMessage("x");

        connection.close();
        connection.close();

        assertIllegalState(connection::createSession);
        assertIllegalState(connection::start);
        assertIllegalState(connection::stop);
        assertIllegalState(connection::getMetaData);
        assertIllegalState(connection::getClientID);
        assertIllegalState(() -> connection.setExceptionListener(null));
        assertIllegalState(() -> session.createConsumer(queue));
        assertIllegalState(session::createTextMessage);
        assertIllegalState(() -> producer.send(message));
        assertIllegalState(producer::getPriority);
        assertIllegalState(() -> consumer.receive(1));
        assertIllegalState(consumer::getMessageSelector);
        session.close();
        consumer.close();
        producer.close();
    }

    // messages stay usable, except for acknowledge
    @Section("6.1.8")
    @Test
    void messageOfClosedConnectionIsReadableAndCannotBeAcknowledged() throws Exception {
        Connection connection = connect();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue(name());
        send(session, session.createProducer(queue), "kept");
        TextMessage message = (TextMessage) receive(session.createConsumer(queue));

        connection.close();

        assertThat(message.getText()).isEqualTo("kept");
        assertThat(message.getJMSDestination()).isNotNull();
        assertThatThrownBy(message::acknowledge).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }

    // Sessions
    @Section("6.2")
    @Test
    void sessionsHaveTheModeAskedFor() throws Exception {
        Connection connection = connection();

        assertThat(connection.createSession().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
        for (int mode : new int[] {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE}) {
            assertThat(connection.createSession(mode).getAcknowledgeMode()).isEqualTo(mode);
            Session session = connection.createSession(false, mode);
            assertThat(session.getAcknowledgeMode()).isEqualTo(mode);
            assertThat(session.getTransacted()).isFalse();
        }
        Session transacted = connection.createSession(true, Session.AUTO_ACKNOWLEDGE);
        assertThat(transacted.getTransacted()).isTrue();
        assertThat(transacted.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThat(connection.createSession(Session.SESSION_TRANSACTED).getTransacted())
                .isTrue();
    }

    // and the description of createSession
    @Section("6.2")
    @Test
    void unknownSessionModeIsRefused() throws Exception {
        Provider.onlyStompest("Artemis throws a JMSRuntimeException");
        Connection connection = connection();

        assertThatThrownBy(() -> connection.createSession(4711)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createSession(false, Session.SESSION_TRANSACTED))
                .isInstanceOf(JMSException.class);
    }

    // connection objects support concurrent use
    @Section({"6.1", "6.1.3"})
    @Test
    void servesSeveralThreadsAtOnce() throws Exception {
        Connection connection = connect();
        List<CompletableFuture<List<String>>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String queue = name();
            threads.add(CompletableFuture.supplyAsync(() -> sendAndReceive(connection, queue)));
        }
        for (CompletableFuture<List<String>> thread : threads) {
            assertThat(thread.get(WAIT, TimeUnit.MILLISECONDS)).isEqualTo(texts("m", 50));
        }
    }

    private static List<String> sendAndReceive(Connection connection, String name) {
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            Queue queue = session.createQueue(name);
            send(session, session.createProducer(queue), texts("m", 50).toArray(String[]::new));
            session.commit();
            List<String> received = receiveTexts(session.createConsumer(queue), 50);
            session.commit();
            return received;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stop(Connection connection) {
        try {
            connection.stop();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
