package org.stompest.tck.api;

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Sensible arguments: by the word that a row gives to a parameter, else by its type. */
final class ApiSamples implements ApiRow.Samples {
    /** The property, and the entry of a map message, that the messages under test have: the text {@code 1}. */
    static final String PROPERTY = "p";

    /** Entries of a map message under test that are a char and bytes. */
    static final String CHAR = "c";

    static final String BYTES = "b";

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Map<String, Object> byWord = new HashMap<>(Map.ofEntries(
            Map.entry("transacted", false),
            Map.entry("mode", 1),
            Map.entry("selector", PROPERTY + " = '1'"),
            Map.entry("text", "text"),
            Map.entry("property", PROPERTY),
            Map.entry("char", CHAR),
            Map.entry("bytes", BYTES),
            Map.entry("offset", 0),
            Map.entry("length", 1)));

    private final Map<Class<?>, Object> byType = new HashMap<>(Map.ofEntries(
            Map.entry(boolean.class, false),
            Map.entry(byte.class, (byte) 1),
            Map.entry(short.class, (short) 1),
            Map.entry(char.class, 'c'),
            Map.entry(int.class, 1),
            Map.entry(long.class, 1L),
            Map.entry(float.class, 1f),
            Map.entry(double.class, 1d),
            Map.entry(byte[].class, new byte[] {1, 2, 3}),
            Map.entry(Object.class, 1),
            Map.entry(Serializable.class, "object"),
            Map.entry(Map.class, Map.of("name", 1)),
            Map.entry(Class.class, String.class),
            Map.entry(ExceptionListener.class, (ExceptionListener) exception -> {}),
            Map.entry(MessageListener.class, (MessageListener) message -> {}),
            Map.entry(CompletionListener.class, new Deaf()),
            Map.entry(ServerSessionPool.class, (ServerSessionPool) () -> null)));

    /**
     * Makes samples.
     *
     * @param queue for parameters that are queues or any destination
     * @param topic for parameters that are topics
     * @param message one that can be sent
     */
    ApiSamples(Queue queue, Topic topic, Message message) {
        byType.put(Destination.class, queue);
        byType.put(Queue.class, queue);
        byType.put(Topic.class, topic);
        byType.put(Message.class, message);
    }

    /** Takes something else for a type. */
    ApiSamples with(Class<?> type, Object sample) {
        byType.put(type, sample);
        return this;
    }

    /** Takes something else for a word. */
    ApiSamples withWord(String word, Object sample) {
        byWord.put(word, sample);
        return this;
    }

    @Override
    public Object of(Class<?> type, String word) {
        if (type == Class.class && !word.isEmpty()) {
            return word.equals("map") ? Map.class : byte[].class;
        }
        if (word.equals("name")) {
            return "name" + NAMES.incrementAndGet();
        }
        Object sample = byWord.getOrDefault(word, byType.get(type));
        if (sample == null) {
            throw new IllegalArgumentException("no sample of " + type.getName() + " " + word);
        }
        return sample;
    }

    private static final class Deaf implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            // nobody asks
        }

        @Override
        public void onException(Message message, Exception exception) {
            // nobody asks
        }
    }
}
