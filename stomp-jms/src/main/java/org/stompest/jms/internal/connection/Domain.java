package org.stompest.jms.internal.connection;

/** Which of the domains of JMS a connection was made for; the older interfaces forbid the methods of the other one. */
public enum Domain {
    /** Both, by {@link jakarta.jms.ConnectionFactory}. */
    ANY,
    /** Queues only, by {@link jakarta.jms.QueueConnectionFactory}. */
    QUEUE,
    /** Topics only, by {@link jakarta.jms.TopicConnectionFactory}. */
    TOPIC
}
