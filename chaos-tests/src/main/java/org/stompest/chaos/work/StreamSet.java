package org.stompest.chaos.work;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stompest.chaos.account.MessageStream;

/** One stream of each kind, with all who send and receive, over some connections. */
final class StreamSet {
    /** The name begins so that ActiveMQ Classic, which shares queues only, shares it by a queue. */
    private static final String SHARED_TOPIC = "VirtualTopic.chaos.";

    private static final int COMPETING = 3;

    private final Desk desk;
    private final Connections connections;
    private final Duration pause;
    private final Workload.Settings settings;
    private final List<MessageStream> streams = new ArrayList<>();
    private final List<String> destinations = new ArrayList<>();
    private final List<Worker> senders = new ArrayList<>();
    private final List<Worker> receivers = new ArrayList<>();

    StreamSet(Desk desk, Connections connections, Workload.Settings settings) {
        this.desk = desk;
        this.connections = connections;
        this.pause = settings.pause();
        this.settings = settings;
    }

    /** Makes everything, receivers before senders, so that nothing is published before it is subscribed for. */
    void make() throws JMSException {
        autoAcknowledged();
        dupsOk();
        clientAcknowledged();
        individuallyAcknowledged();
        bridged();
        durable();
        shared();
        questions();
    }

    List<MessageStream> streams() {
        return List.copyOf(streams);
    }

    /** {@return the names of all queues and topics} */
    List<String> destinations() {
        return List.copyOf(destinations);
    }

    List<Worker> senders() {
        return List.copyOf(senders);
    }

    List<Worker> receivers() {
        return List.copyOf(receivers);
    }

    void start() throws JMSException {
        connections.start();
        receivers.forEach(Worker::start);
        senders.forEach(Worker::start);
    }

    void close() {
        connections.close();
    }

    private MessageStream stream(String kind, boolean ordered) {
        MessageStream stream = new MessageStream(connections.name() + " " + kind, ordered);
        streams.add(stream);
        return stream;
    }

    private Session session(Role role, int mode) throws JMSException {
        Connection connection = connections.of(role);
        return desk.within("session", desk.timeOuts().request(), () -> connection.createSession(mode));
    }

    private Queue queue(Session session, String name) throws JMSException {
        String full = "chaos." + connections.name() + "." + name;
        destinations.add(full);
        return session.createQueue(full);
    }

    private Topic topic(Session session, String name) throws JMSException {
        destinations.add(name);
        return session.createTopic(name);
    }

    private void autoAcknowledged() throws JMSException {
        MessageStream stream = stream("sync -> listener, AUTO", true);
        Session receiving = session(Role.RECEIVE, Session.AUTO_ACKNOWLEDGE);
        Queue queue = queue(receiving, "auto");
        receiving.createConsumer(queue).setMessageListener(new Listener(desk, stream, stream.name()));
        senders.add(new SyncSender(desk, stream, session(Role.SEND, Session.AUTO_ACKNOWLEDGE), queue, pause));
    }

    private void dupsOk() throws JMSException {
        MessageStream stream = stream("async -> listener, DUPS_OK", true);
        Session receiving = session(Role.RECEIVE, Session.DUPS_OK_ACKNOWLEDGE);
        Queue queue = queue(receiving, "dups-ok");
        receiving.createConsumer(queue).setMessageListener(new Listener(desk, stream, stream.name()));
        senders.add(new AsyncSender(desk, stream, session(Role.SEND, Session.AUTO_ACKNOWLEDGE), queue, pause));
    }

    private void clientAcknowledged() throws JMSException {
        MessageStream stream = stream("transacted -> CLIENT", true);
        Session receiving = session(Role.RECEIVE, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = queue(receiving, "client");
        receivers.add(new ClientAcknowledger(desk, stream, stream.name(), receiving, receiving.createConsumer(queue)));
        senders.add(new TransactedSender(desk, stream, session(Role.SEND, Session.SESSION_TRANSACTED), queue, pause));
    }

    private void individuallyAcknowledged() throws JMSException {
        MessageStream stream = stream("async -> INDIVIDUAL", true);
        Session receiving = session(Role.RECEIVE, IndividualAcknowledger.MODE);
        Queue queue = queue(receiving, "individual");
        receivers.add(
                new IndividualAcknowledger(desk, stream, stream.name(), receiving, receiving.createConsumer(queue)));
        senders.add(new AsyncSender(desk, stream, session(Role.SEND, Session.AUTO_ACKNOWLEDGE), queue, pause));
    }

    private void bridged() throws JMSException {
        MessageStream before = stream("sync -> bridges", false);
        MessageStream behind = stream("bridges -> AUTO", false);
        Session sending = session(Role.SEND, Session.AUTO_ACKNOWLEDGE);
        Queue from = queue(sending, "from");
        Queue to = queue(sending, "to");
        Session receiving = session(Role.RECEIVE, Session.AUTO_ACKNOWLEDGE);
        receivers.add(new Receiver(desk, behind, behind.name(), receiving.createConsumer(to)));
        for (int i = 0; i < COMPETING; i++) {
            bridge(before, behind, i, from, to);
        }
        senders.add(new SyncSender(desk, before, sending, from, pause));
    }

    private void bridge(MessageStream before, MessageStream behind, int number, Destination from, Destination to)
            throws JMSException {
        Session session = session(Role.BRIDGE, Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(from);
        receivers.add(new Bridge(desk, before, behind, before.name() + " " + number, session, consumer, to));
    }

    private void durable() throws JMSException {
        MessageStream stream = stream("transacted -> durable, AUTO", true);
        Session receiving = session(Role.RECEIVE, Session.AUTO_ACKNOWLEDGE);
        Topic topic = topic(receiving, "chaos." + connections.name() + ".durable");
        MessageConsumer consumer = receiving.createDurableConsumer(topic, "durable");
        receivers.add(new Receiver(desk, stream, stream.name(), consumer));
        senders.add(new TransactedSender(desk, stream, session(Role.SEND, Session.SESSION_TRANSACTED), topic, pause));
    }

    private void shared() throws JMSException {
        MessageStream stream = stream("sync -> shared durable, CLIENT", false);
        Session sending = session(Role.SEND, Session.AUTO_ACKNOWLEDGE);
        Topic topic = topic(sending, SHARED_TOPIC + connections.name());
        for (int i = 0; i < COMPETING; i++) {
            Session receiving = session(Role.SHARE, Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = receiving.createSharedDurableConsumer(topic, "shared");
            receivers.add(new ClientAcknowledger(desk, stream, stream.name() + " " + i, receiving, consumer));
        }
        senders.add(new SyncSender(desk, stream, sending, topic, pause));
    }

    private void questions() throws JMSException {
        MessageStream asked = stream("questions -> transacted", false);
        MessageStream answered = stream("answers -> temporary queue", false);
        Session answering = session(Role.BRIDGE, Session.SESSION_TRANSACTED);
        Queue queue = queue(answering, "questions");
        MessageConsumer consumer = answering.createConsumer(queue);
        receivers.add(new Bridge(desk, asked, answered, asked.name(), answering, consumer, null));
        Session asking = session(Role.SEND, Session.AUTO_ACKNOWLEDGE);
        senders.add(new Requester(desk, asked, answered, asking, queue, settings));
    }
}
