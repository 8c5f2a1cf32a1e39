package org.stompest.jms.internal.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A message whose body is a serialized object. It is serialized when it is set, so what is done to it afterwards changes
 * nothing, and deserialized each time it is asked for, so that everybody gets a copy (Jakarta Messaging 3.1, 3.12): a received
 * one as far as the {@link DeserializationPolicy} allows. Not thread-safe.
 */
public final class JmsObjectMessage extends JmsMessage implements ObjectMessage {
    private static final String CANNOT = "cannot deserialize the object: ";

    /** No bytes for null. */
    private Slice encoded = Slice.EMPTY;

    /** A copy of the object that was looked at and not handed out, or null. */
    private Serializable spare;

    private boolean trusted = true;

    /**
     * Makes a message without an object.
     *
     * @param context the options of the connection
     */
    public JmsObjectMessage(MessageContext context) {
        super(context);
    }

    @Override
    public void setObject(Serializable object) throws JMSException {
        checkBodyWritable();
        encoded = object == null ? Slice.EMPTY : serialized(object);
        spare = null;
        trusted = true;
    }

    @Override
    public Serializable getObject() throws JMSException {
        Serializable copy = copy();
        spare = null;
        return copy;
    }

    /** {@return a copy that nobody has, which stays the spare one} */
    private Serializable copy() throws JMSException {
        if (spare == null && encoded.length() > 0) {
            spare = deserialized();
        }
        return spare;
    }

    @Override
    public BodyType bodyType() {
        return BodyType.OBJECT;
    }

    @Override
    public Slice body() {
        return encoded;
    }

    @Override
    void receiveBody(Slice bytes) {
        encoded = bytes;
        spare = null;
        trusted = false;
    }

    @Override
    void emptyBody() {
        encoded = Slice.EMPTY;
        spare = null;
    }

    @Override
    boolean isBodyless() {
        return encoded.length() == 0;
    }

    /** False also if the object cannot be deserialized. */
    @Override
    boolean hasBodyOf(Class<?> target) {
        try {
            return target.isInstance(copy());
        } catch (JMSException e) {
            return false;
        }
    }

    @Override
    Object bodyAs(Class<?> target) throws JMSException {
        return target.isInstance(copy()) ? getObject() : null;
    }

    private static Slice serialized(Serializable object) throws MessageFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException e) {
            throw causedBy("cannot serialize a " + object.getClass().getName() + ": " + e, e);
        }
        return Slice.of(bytes.toByteArray());
    }

    private Serializable deserialized() throws MessageFormatException {
        DeserializationPolicy policy = trusted ? null : context().deserializationPolicy();
        if (policy != null && encoded.length() > policy.maxBytes()) {
            throw new MessageFormatException(CANNOT + "it has " + encoded.length() + " bytes, more than "
                    + policy.maxBytes() + ", the limit set by " + DeserializationPolicy.MAX_BYTES_OPTION);
        }
        try (FilteredObjectInput in = new FilteredObjectInput(encoded, policy)) {
            return deserialized(in);
        } catch (IOException | RuntimeException e) {
            throw causedBy(CANNOT + e, e);
        }
    }

    private static Serializable deserialized(FilteredObjectInput in) throws MessageFormatException {
        try {
            return (Serializable) in.readObject();
        } catch (ClassNotFoundException e) {
            throw causedBy(CANNOT + "class " + e.getMessage() + " was not found", e);
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
            String reason = in.reason();
            throw causedBy(CANNOT + (reason != null ? reason : e.toString()), e);
        }
    }

    private static MessageFormatException causedBy(String text, Throwable cause) {
        MessageFormatException exception = new MessageFormatException(text);
        exception.initCause(cause);
        if (cause instanceof Exception linked) {
            exception.setLinkedException(linked);
        }
        return exception;
    }
}
