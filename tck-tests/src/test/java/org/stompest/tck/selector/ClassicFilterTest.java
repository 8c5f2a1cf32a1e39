package org.stompest.tck.selector;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;
import org.apache.activemq.broker.region.MessageReference;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.filter.BooleanExpression;
import org.apache.activemq.filter.MessageEvaluationContext;
import org.apache.activemq.selector.SelectorParser;

class ClassicFilterTest extends FilterTest<ActiveMQMessage> {
    /** What the broker itself puts before the selector of a STOMP client. */
    private static final String PREFIX = "convert_string_expressions:";

    ClassicFilterTest() {
        super(SelectorBroker.CLASSIC);
    }

    @Override
    Predicate<ActiveMQMessage> filter(String translated) throws Exception {
        BooleanExpression filter = SelectorParser.parse(PREFIX + translated);
        return message -> matches(filter, message);
    }

    private static boolean matches(BooleanExpression filter, MessageReference message) {
        MessageEvaluationContext context = new MessageEvaluationContext();
        context.setMessageReference(message);
        try {
            return filter.matches(context);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    ActiveMQMessage ofThisProvider(Sample sample) {
        ActiveMQMessage message = withHeaders(sample);
        message.setTimestamp(1);
        message.setMessageId(new MessageId("ID:broker-1:1:1:1:1"));
        sample.ownHeaders().forEach((name, value) -> {
            if (value != null) {
                set(message, name, value);
            }
        });
        return message;
    }

    @Override
    ActiveMQMessage ofOtherProtocol(Sample sample) {
        ActiveMQMessage message = withHeaders(sample);
        message.setTimestamp((Long) sample.headers().get("JMSTimestamp"));
        message.setMessageId(
                new MessageId("ID:client-1:1:1:1:" + sample.text("JMSMessageID").charAt(3)));
        sample.headers().put("JMSMessageID", message.getMessageId().toString());
        sample.properties().forEach((name, value) -> set(message, name, value));
        return message;
    }

    private static ActiveMQMessage withHeaders(Sample sample) {
        ActiveMQMessage message = new ActiveMQMessage();
        message.setPersistent(sample.persistent());
        message.setPriority(sample.priority());
        message.setType(sample.text("JMSType"));
        message.setCorrelationId(sample.text("JMSCorrelationID"));
        return message;
    }

    private static void set(ActiveMQMessage message, String name, Object value) {
        try {
            message.setProperty(name, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
