package org.stompest.jms.dialect.filter;

/** Carries the reason out of the walk through the tree; {@link FilterTranslation} turns it into a JMSException. */
public final class Untranslatable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Gives up.
     *
     * @param reason completes "cannot evaluate the selector: "
     */
    public Untranslatable(String reason) {
        super(reason);
    }
}
