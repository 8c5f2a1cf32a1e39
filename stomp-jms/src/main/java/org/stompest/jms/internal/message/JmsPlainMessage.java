package org.stompest.jms.internal.message;

/** A message that has no body, only headers and properties. Not thread-safe. */
public final class JmsPlainMessage extends JmsMessage {
    /**
     * Makes an empty message.
     *
     * @param context the options of the connection
     */
    public JmsPlainMessage(MessageContext context) {
        super(context);
    }

    @Override
    public BodyType bodyType() {
        return BodyType.NONE;
    }

    @Override
    public Slice body() {
        return Slice.EMPTY;
    }

    @Override
    void receiveBody(Slice bytes) {
        // a message of this type has none, whatever came with it
    }

    @Override
    void emptyBody() {
        // there is none
    }

    @Override
    boolean isBodyless() {
        return true;
    }

    @Override
    boolean hasBodyOf(Class<?> target) {
        return true;
    }

    @Override
    Object bodyAs(Class<?> target) {
        return null;
    }
}
