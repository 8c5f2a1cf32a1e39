package org.stompest.jms.dialect.artemis;

import java.util.Map;

/**
 * What the management tells of a queue. Immutable; usable from any thread.
 *
 * @param name its name, unique in the broker
 * @param address the address, that of a topic for a subscription
 * @param filter its filter, empty for none
 * @param subscription whether it gets a copy of each message of its address, as the queue of a topic's subscription does
 * @param durable whether it outlives a restart of the broker
 * @param consumers how many it has
 * @param note the attribute {@code user}: what {@link QueueNote} has noted, or anything else
 */
record ArtemisQueue(
        String name, String address, String filter, boolean subscription, boolean durable, int consumers, String note) {
    /**
     * Reads an element of what {@code listQueues} answers: all values are texts there.
     *
     * @throws NumberFormatException if a number is none
     */
    static ArtemisQueue of(Map<?, ?> told) {
        return new ArtemisQueue(
                text(told, "name"),
                text(told, "address"),
                text(told, "filter"),
                ArtemisDestinations.MULTICAST.equals(text(told, "routingType")),
                isTrue(told, "durable"),
                number(told, "consumerCount"),
                text(told, "user"));
    }

    private static String text(Map<?, ?> told, String name) {
        Object value = told.get(name);
        return value == null ? "" : value.toString();
    }

    private static boolean isTrue(Map<?, ?> told, String name) {
        return Boolean.parseBoolean(text(told, name));
    }

    private static int number(Map<?, ?> told, String name) {
        String value = text(told, name);
        return value.isEmpty() ? 0 : (int) Double.parseDouble(value);
    }
}
