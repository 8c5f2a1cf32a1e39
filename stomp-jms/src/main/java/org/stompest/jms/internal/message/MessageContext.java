package org.stompest.jms.internal.message;

import java.util.Objects;

/**
 * What messages take over from the options of their connection. Immutable; usable from any thread.
 *
 * @param deserializationPolicy which classes a received object may be made of
 * @param validatePropertyNames whether names of properties that are set must be identifiers as in selectors
 */
public record MessageContext(DeserializationPolicy deserializationPolicy, boolean validatePropertyNames) {
    /** Nothing but the harmless classes is deserialized; names are validated. */
    public static final MessageContext DEFAULT = new MessageContext(DeserializationPolicy.DEFAULT, true);

    /** Checks that nothing is missing. */
    public MessageContext {
        Objects.requireNonNull(deserializationPolicy, "deserializationPolicy");
    }
}
