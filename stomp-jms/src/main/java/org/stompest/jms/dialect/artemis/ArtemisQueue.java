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
 * @param exclusive whether one of them gets everything
 * @param maxConsumers how many it takes, -1 for any number
 */
record ArtemisQueue(
        String name,
        String address,
        String filter,
        boolean subscription,
        boolean durable,
        int consumers,
        boolean exclusive,
        int maxConsumers) {
    /**
     * By this number, which means as much as none, a shared durable subscription says what it is; one that is not shared is
     * exclusive. Those of others, that are neither, may be either.
     */
    static final int ANY_NUMBER_SHARED = Integer.MAX_VALUE;

    /** Reads an element of what {@code listQueues} answers: all values are texts there. */
    static ArtemisQueue of(Map<?, ?> told) {
        return new ArtemisQueue(
                text(told, "name"),
                text(told, "address"),
                text(told, "filter"),
                ArtemisDestinations.MULTICAST.equals(text(told, "routingType")),
                isTrue(told, "durable"),
                number(told, "consumerCount", 0),
                isTrue(told, "exclusive"),
                number(told, "maxConsumers", -1));
    }

    /** {@return whether it is known to belong to one consumer at a time} */
    boolean isUnshared() {
        return exclusive;
    }

    /** {@return whether it is known to be shared} */
    boolean isShared() {
        return maxConsumers == ANY_NUMBER_SHARED;
    }

    private static String text(Map<?, ?> told, String name) {
        Object value = told.get(name);
        return value == null ? "" : value.toString();
    }

    private static boolean isTrue(Map<?, ?> told, String name) {
        return Boolean.parseBoolean(text(told, name));
    }

    private static int number(Map<?, ?> told, String name, int otherwise) {
        String value = text(told, name);
        return value.isEmpty() ? otherwise : (int) Double.parseDouble(value);
    }
}
