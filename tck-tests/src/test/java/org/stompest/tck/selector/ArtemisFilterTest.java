package org.stompest.tck.selector;

import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.core.filter.impl.FilterImpl;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.utils.UUID;
import org.apache.activemq.artemis.utils.UUIDGenerator;

class ArtemisFilterTest extends FilterTest<CoreMessage> {
    ArtemisFilterTest() {
        super(SelectorBroker.ARTEMIS);
    }

    @Override
    Predicate<CoreMessage> filter(String translated) throws Exception {
        Filter filter = FilterImpl.createFilter(SimpleString.of(translated));
        return filter::match;
    }

    @Override
    CoreMessage ofThisProvider(Sample sample) {
        CoreMessage message = core(sample);
        message.setTimestamp(1);
        sample.ownHeaders().forEach((name, value) -> {
            if (value != null) {
                message.putStringProperty(name, value);
            }
        });
        return message;
    }

    @Override
    CoreMessage ofOtherProtocol(Sample sample) {
        CoreMessage message = core(sample);
        message.setTimestamp((Long) sample.headers().get("JMSTimestamp"));
        UUID id = UUIDGenerator.getInstance().generateUUID();
        message.setUserID(id);
        sample.headers().put("JMSMessageID", "ID:" + id);
        sample.properties().forEach(message::putObjectProperty);
        return message;
    }

    private static CoreMessage core(Sample sample) {
        CoreMessage message = new CoreMessage(1, 512);
        message.setDurable(sample.persistent());
        message.setPriority(sample.priority());
        if (sample.text("JMSType") != null) {
            message.putStringProperty("JMSType", sample.text("JMSType"));
        }
        if (sample.text("JMSCorrelationID") != null) {
            message.putStringProperty("JMSCorrelationID", sample.text("JMSCorrelationID"));
        }
        return message;
    }
}
