package org.stompest.tck.selector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.utils.UUID;
import org.apache.activemq.artemis.utils.UUIDGenerator;

/**
 * A message for selectors to look at.
 *
 * @param headers of JMS
 * @param properties of the application, none of them null
 */
record Sample(Map<String, Object> headers, Map<String, Object> properties) {
    static final long BASE_TIMESTAMP = 1_700_000_000_000L;

    Object value(String identifier) {
        Object header = headers.get(identifier);
        return header != null ? header : properties.get(identifier);
    }

    /** The headers of a SEND by which this provider would send it; what is null is left out. */
    Map<String, String> stompHeaders() {
        Map<String, String> send = new LinkedHashMap<>();
        send.put("persistent", "PERSISTENT".equals(headers.get("JMSDeliveryMode")) ? "true" : null);
        send.put("priority", headers.get("JMSPriority").toString());
        send.put("type", (String) headers.get("JMSType"));
        send.put("correlation-id", (String) headers.get("JMSCorrelationID"));
        send.putAll(ownHeaders());
        send.values().removeIf(value -> value == null);
        return send;
    }

    private Map<String, String> ownHeaders() {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("JMS_STOMP_BodyType", "text");
        own.put("JMS_STOMP_MessageID", (String) headers.get("JMSMessageID"));
        own.put("JMS_STOMP_Timestamp", headers.get("JMSTimestamp").toString());
        String types = properties.entrySet().stream()
                .filter(property -> !(property.getValue() instanceof String))
                .map(property -> property.getKey() + "=" + letter(property.getValue()))
                .collect(Collectors.joining(","));
        own.put("JMS_STOMP_PropertyTypes", types.isEmpty() ? null : types);
        properties.forEach((name, value) -> own.put(name, value.toString()));
        return own;
    }

    private static char letter(Object value) {
        return switch (value.getClass().getSimpleName()) {
            case "Boolean" -> 'z';
            case "Integer" -> 'i';
            case "Long" -> 'j';
            case "Float" -> 'f';
            default -> 'd';
        };
    }

    /** As the broker has it after this provider has sent it. */
    CoreMessage ofThisProvider() {
        CoreMessage message = core();
        message.setTimestamp(1);
        ownHeaders().forEach((name, value) -> {
            if (value != null) {
                message.putStringProperty(name, value);
            }
        });
        return message;
    }

    /** As the broker has it after its own JMS client has sent it; the message id becomes one of that client. */
    CoreMessage ofOtherProtocol() {
        CoreMessage message = core();
        message.setTimestamp((Long) headers.get("JMSTimestamp"));
        UUID id = UUIDGenerator.getInstance().generateUUID();
        message.setUserID(id);
        headers.put("JMSMessageID", "ID:" + id);
        properties.forEach(message::putObjectProperty);
        return message;
    }

    private CoreMessage core() {
        CoreMessage message = new CoreMessage(1, 512);
        message.setDurable("PERSISTENT".equals(headers.get("JMSDeliveryMode")));
        message.setPriority(((Long) headers.get("JMSPriority")).byteValue());
        if (headers.get("JMSType") instanceof String type) {
            message.putStringProperty("JMSType", type);
        }
        if (headers.get("JMSCorrelationID") instanceof String id) {
            message.putStringProperty("JMSCorrelationID", id);
        }
        return message;
    }
}
