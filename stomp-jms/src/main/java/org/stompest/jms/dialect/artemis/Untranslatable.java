package org.stompest.jms.dialect.artemis;

/** Carries the reason out of the walk through the tree; {@link ArtemisSelector} turns it into a JMSException. */
final class Untranslatable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Untranslatable(String reason) {
        super(reason);
    }
}
