package org.stompest.tck.selector;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message for selectors to look at.
 *
 * @param headers of JMS
 * @param properties of the application, none of them null
 */
record Sample(Map<String, Object> headers, Map<String, Object> properties) {
    static final long BASE_TIMESTAMP = 1_700_000_000_000L;

    String text(String header) {
        return (String) headers.get(header);
    }

    boolean persistent() {
        return "PERSISTENT".equals(headers.get("JMSDeliveryMode"));
    }

    byte priority() {
        return ((Long) headers.get("JMSPriority")).byteValue();
    }

    Object value(String identifier) {
        Object header = headers.get(identifier);
        return header != null ? header : properties.get(identifier);
    }

    /** The headers of a SEND by which this provider would send it; what is null is left out. */
    Map<String, String> stompHeaders() {
        Map<String, String> send = new LinkedHashMap<>();
        send.put("persistent", persistent() ? "true" : null);
        send.put("priority", headers.get("JMSPriority").toString());
        send.put("type", (String) headers.get("JMSType"));
        send.put("correlation-id", (String) headers.get("JMSCorrelationID"));
        send.putAll(ownHeaders());
        send.values().removeIf(value -> value == null);
        return send;
    }

    /** Those of them that brokers know nothing of; what is null is to be left out. */
    Map<String, String> ownHeaders() {
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
}
