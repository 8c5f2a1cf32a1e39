package org.stompest.jms.dialect.artemis;

import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stompest.jms.dialect.ManagementChannel;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompHeaders;

/**
 * Questions to the management of Artemis and its answers: JSON in the body, whether it went well in a header. An empty result
 * means that the user may not ask. Used by one thread.
 */
final class ArtemisManagement {
    private static final String MANAGEMENT = "activemq.management";
    private static final String SUCCEEDED = "_AMQ_OperationSucceeded";
    private static final String NO_SUCH_QUEUE = "AMQ229017";

    /** Names are looked for exactly, or by nearly all of them: more than a few are never found. */
    private static final int PAGE = 1000;

    /** A thousand queues take a quarter of that. What JSON is read into takes much more than its text. */
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    private static final int EXCERPT = 200;

    private final ManagementChannel channel;

    ArtemisManagement(ManagementChannel channel) {
        this.channel = channel;
    }

    /**
     * Writes the SEND that calls an operation.
     *
     * @param operation of the broker itself
     * @param parameters in JSON, with commas between them
     */
    static StompFrame call(String operation, String parameters) {
        StompHeaders headers = StompHeaders.of(
                StompHeaderNames.DESTINATION,
                MANAGEMENT,
                "_AMQ_ResourceName",
                "broker",
                "_AMQ_OperationName",
                operation);
        return StompFrame.of(StompCommand.SEND, headers, ("[" + parameters + "]").getBytes(StandardCharsets.UTF_8));
    }

    /** Finds a queue, of whatever address: a list of one, or of none. */
    Optional<List<ArtemisQueue>> queue(String name) throws JMSException {
        return queues("EQUALS", name);
    }

    /** Finds queues whose names contain a text, of whatever address. */
    Optional<List<ArtemisQueue>> queuesLike(String partOfName) throws JMSException {
        return queues("CONTAINS", partOfName);
    }

    private Optional<List<ArtemisQueue>> queues(String comparison, String name) throws JMSException {
        Optional<List<Map<?, ?>>> found = list("listQueues", "name", comparison, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<ArtemisQueue> queues = new ArrayList<>();
        for (Map<?, ?> queue : found.get()) {
            queues.add(queue(queue));
        }
        return Optional.of(queues);
    }

    private static ArtemisQueue queue(Map<?, ?> told) throws JMSException {
        try {
            return ArtemisQueue.of(told);
        } catch (NumberFormatException e) {
            throw unreadable(told.toString(), e);
        }
    }

    /** Finds the ids of the connections that have a client id. */
    Optional<List<String>> connectionsOf(String clientId) throws JMSException {
        Optional<List<Map<?, ?>>> found = list("listConnections", "clientID", "EQUALS", clientId);
        return found.map(connections -> connections.stream()
                .filter(connection -> clientId.equals(connection.get("clientID")))
                .map(connection -> String.valueOf(connection.get("connectionID")))
                .toList());
    }

    /**
     * Creates a queue, unless there is one of its name.
     *
     * @param configuration in JSON
     * @return what there is now, in words of the configuration
     */
    Map<?, ?> create(String configuration) throws JMSException {
        Answer answer = require(ask("createQueue", Json.quoted(configuration) + ",true"));
        if (!answer.succeeded()) {
            throw new JMSException("Artemis cannot create the queue of a subscription: " + answer.excerpt());
        }
        return answer.object();
    }

    /**
     * Changes a queue, which keeps its messages.
     *
     * @param configuration in JSON, with the name and what is to be another
     */
    void update(String configuration) throws JMSException {
        Answer answer = require(ask("updateQueue", Json.quoted(configuration)));
        if (!answer.succeeded()) {
            throw new JMSException("Artemis cannot change the queue of a subscription: " + answer.excerpt());
        }
    }

    /**
     * Deletes a queue that has no consumers.
     *
     * @throws jakarta.jms.IllegalStateException if it has, or cannot be deleted for another reason
     */
    void destroy(String queue) throws JMSException {
        Answer answer = require(ask("destroyQueue", Json.quoted(queue)));
        // One that is gone was deleted by the same question, asked before a reconnect, or by somebody else.
        if (!answer.succeeded() && !answer.text().startsWith(NO_SUCH_QUEUE)) {
            throw new jakarta.jms.IllegalStateException(
                    "Artemis cannot delete the queue of a subscription: " + answer.excerpt());
        }
    }

    private Optional<List<Map<?, ?>>> list(String operation, String field, String comparison, String value)
            throws JMSException {
        String condition = "{\"field\":" + Json.quoted(field) + ",\"operation\":" + Json.quoted(comparison)
                + ",\"value\":" + Json.quoted(value) + "}";
        Optional<Answer> answer = ask(operation, Json.quoted(condition) + ",1," + PAGE);
        if (answer.isEmpty() || !answer.get().succeeded()) {
            return Optional.empty();
        }
        List<Map<?, ?>> found = new ArrayList<>();
        if (answer.get().object().get("data") instanceof List<?> data) {
            for (Object element : data) {
                found.add(object(element, answer.get().text()));
            }
        }
        return Optional.of(found);
    }

    private Optional<Answer> ask(String operation, String parameters) throws JMSException {
        Optional<StompFrame> reply = channel.ask(call(operation, parameters));
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        if (reply.get().bodyLength() > LONGEST_ANSWER) {
            throw new JMSException("the management of Artemis answered "
                    + reply.get().bodyLength() + " bytes, of which no more than " + LONGEST_ANSWER + " are read");
        }
        boolean succeeded = "true".equals(reply.get().header(SUCCEEDED));
        String body = reply.get().bodyText();
        try {
            Object told = body.isEmpty() ? List.of() : Json.read(body);
            String text = told instanceof List<?> results && !results.isEmpty() ? String.valueOf(results.get(0)) : "";
            return Optional.of(new Answer(succeeded, text));
        } catch (IllegalArgumentException e) {
            throw unreadable(body, e);
        }
    }

    private static Answer require(Optional<Answer> answer) throws JMSException {
        return answer.orElseThrow(() -> new JMSException("Artemis does not answer to its management any more"));
    }

    private static Map<?, ?> object(Object told, String text) throws JMSException {
        if (told instanceof Map<?, ?> object) {
            return object;
        }
        throw unreadable(text, null);
    }

    private static JMSException unreadable(String text, RuntimeException cause) {
        JMSException unreadable =
                new JMSException("the management of Artemis answered what is not understood: " + excerpt(text));
        unreadable.initCause(cause);
        return unreadable;
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }

    /**
     * An answer.
     *
     * @param succeeded whether the operation was done
     * @param text its result, or why it was not done
     */
    private record Answer(boolean succeeded, String text) {
        Map<?, ?> object() throws JMSException {
            try {
                return ArtemisManagement.object(Json.read(text), text);
            } catch (IllegalArgumentException e) {
                throw unreadable(text, e);
            }
        }

        /** {@return the beginning of the text, for an exception} */
        String excerpt() {
            return ArtemisManagement.excerpt(text);
        }
    }
}
