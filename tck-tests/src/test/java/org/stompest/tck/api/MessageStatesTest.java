package org.stompest.tck.api;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stompest.jms.StompQueue;
import org.stompest.tck.support.Section;

/** Messages that are new and messages that were received, method by method; each call has a message of its own. */
@Section({"3.10", "3.11.2"})
class MessageStatesTest extends ApiTest {
    private static final int NEW = 0;
    private static final int RECEIVED = 1;

    /** The forms of a message. */
    enum Form {
        PLAIN(MessageTables.MESSAGE) {
            @Override
            Message make(Session session) throws JMSException {
                return session.createMessage();
            }
        },
        TEXT(MessageTables.TEXT) {
            @Override
            Message make(Session session) throws JMSException {
                return session.createTextMessage("text");
            }
        },
        OBJECT(MessageTables.OBJECT) {
            @Override
            Message make(Session session) throws JMSException {
                return session.createObjectMessage("object");
            }
        },
        MAP(MessageTables.MAP) {
            @Override
            Message make(Session session) throws JMSException {
                MapMessage message = session.createMapMessage();
                message.setString(ApiSamples.PROPERTY, "1");
                message.setChar(ApiSamples.CHAR, 'c');
                message.setBytes(ApiSamples.BYTES, new byte[] {1});
                return message;
            }
        },
        BYTES(MessageTables.BYTES) {
            @Override
            Message make(Session session) throws JMSException {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(new byte[Long.BYTES]);
                return message;
            }
        },
        STREAM(MessageTables.STREAM) {
            @Override
            Message make(Session session) throws JMSException {
                StreamMessage message = session.createStreamMessage();
                message.writeString("1");
                return message;
            }
        };

        private final ApiTable table;

        Form(ApiTable table) {
            this.table = table;
        }

        abstract Message make(Session session) throws JMSException;

        final Message withProperty(Session session) throws JMSException {
            Message message = make(session);
            message.setStringProperty(ApiSamples.PROPERTY, "1");
            return message;
        }
    }

    private Connection connection;

    private Session session() throws Exception {
        connection = track(provider.factoryAllowing("java.lang").createConnection());
        connection.start();
        return connection.createSession(Session.CLIENT_ACKNOWLEDGE);
    }

    /** Messages that went through the broker, one for each row. */
    private Deque<Message> received(Session session, Form form) throws Exception {
        Queue queue = new StompQueue(name());
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        List<ApiRow> rows = form.table.rows().toList();
        Message message = form.withProperty(session);
        for (int i = 0; i < rows.size(); i++) {
            producer.send(message);
        }
        MessageConsumer consumer = session.createConsumer(queue);
        Deque<Message> received = new ArrayDeque<>();
        for (int i = 0; i < rows.size(); i++) {
            received.add(receive(consumer));
        }
        return received;
    }

    @ParameterizedTest
    @EnumSource
    void newMessageIsWritten(Form form) throws Exception {
        Session session = session();
        for (ApiRow row : form.table.rows().toList()) {
            row.callInState(NEW, form.withProperty(session), samples, this::note);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    void receivedMessageIsRead(Form form) throws Exception {
        Deque<Message> received = received(session(), form);
        for (ApiRow row : form.table.rows().toList()) {
            row.callInState(RECEIVED, received.remove(), samples, this::note);
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    @Section("6.1.8")
    void receivedMessageIsReadWhenItsConnectionIsClosedButNotAcknowledged(Form form) throws Exception {
        Deque<Message> received = received(session(), form);
        connection.close();
        for (ApiRow row : form.table.rows().toList()) {
            if (row.method().getName().equals("acknowledge")) {
                Outcome refused = Outcome.of("IllegalState", false);
                row.callWith(received.remove(), samples, refused, this::note);
            } else {
                row.callInState(RECEIVED, received.remove(), samples, this::note);
            }
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    @Section({"3.10", "3.12"})
    void clearedMessageIsLikeANewOne(Form form) throws Exception {
        Deque<Message> received = received(session(), form);
        for (ApiRow row : form.table.rows().toList()) {
            Message message = received.remove();
            message.clearBody();
            message.clearProperties();
            if (row.states().get(RECEIVED).name().equals("MessageNotWriteable")) {
                row.callInState(NEW, message, samples, this::note);
            }
        }
        assertNothingWrong();
    }

    @ParameterizedTest
    @EnumSource
    @Section("3.12")
    void nullIsWrittenOrRefused(Form form) throws Exception {
        Session session = session();
        Deque<Message> received = received(session, form);
        for (ApiRow row : form.table.rows().toList()) {
            boolean writes = row.states().get(RECEIVED).name().equals("MessageNotWriteable");
            Message message = received.remove();
            row.callWithNulls(writes ? form.withProperty(session) : message, samples, this::note);
        }
        assertNothingWrong();
    }
}
