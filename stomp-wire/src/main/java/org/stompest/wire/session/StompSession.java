package org.stompest.wire.session;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.stompest.wire.StompProtocolException;
import org.stompest.wire.command.ClientFrames;
import org.stompest.wire.command.ServerFrames;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;
import org.stompest.wire.frame.StompVersion;

/**
 * The client's side of a STOMP session as a state machine: which frame is allowed now, which subscriptions, receipts and
 * transactions are open, what was negotiated, and what the next connection has to subscribe to again. It neither reads nor
 * writes, and has no clock: its owner tells it each frame that it sends or gets.
 *
 * <pre>
 * DISCONNECTED --connect--> CONNECTING --connected--> CONNECTED --disconnect--> DISCONNECTING
 *      ^                        |                         |                          |
 *      +---------close----------+----------close----------+-----------close----------+
 * </pre>
 *
 * <p>What state or version forbids is a {@link StompProtocolException}, and then nothing has changed. A session made with
 * {@code checked == false} takes a frame in any state and forgives what can be forgiven; it keeps the same records.
 *
 * <p>One session outlives its connections: {@code close(false)} keeps the subscriptions for {@link #replayable()}, and
 * subscribing again with the same token puts one in force in its old place.
 *
 * <p>Not thread-safe: its owner guards it.
 */
public final class StompSession {
    private final boolean checked;
    private final RecordedSubscriptions subscriptions;
    private final AwaitedReceipts receipts;
    private final OpenTransactions transactions;
    private SessionState state = SessionState.DISCONNECTED;
    private Offer offer = Offer.NONE;
    private ServerInfo server;
    private long lastSent;
    private long lastReceived;

    /** Makes a session that checks each frame against its state. */
    public StompSession() {
        this(true);
    }

    /**
     * Makes a session.
     *
     * @param checked whether frames are checked against the state
     */
    public StompSession(boolean checked) {
        this.checked = checked;
        this.subscriptions = new RecordedSubscriptions(checked);
        this.receipts = new AwaitedReceipts(checked);
        this.transactions = new OpenTransactions(checked);
    }

    // ---- opening and closing

    /**
     * CONNECT or STOMP is about to be sent.
     *
     * @param connect the frame; its {@code accept-version} and {@code heart-beat} are what CONNECTED is held against
     * @return the same frame
     * @throws StompProtocolException if the session is not disconnected, the frame is another one, or offers nothing known
     */
    public StompFrame connect(StompFrame connect) {
        require(connect.command() == StompCommand.CONNECT || connect.command() == StompCommand.STOMP, connect);
        in(SessionState.DISCONNECTED, "connect");
        offer = Offer.of(connect);
        server = null;
        state = SessionState.CONNECTING;
        return connect;
    }

    /**
     * The answer to CONNECT came.
     *
     * @param connected CONNECTED
     * @return what it told and what was agreed on
     * @throws StompProtocolException if no answer is awaited, the version was not offered, the heart-beat is malformed, or
     *     the answer is an ERROR, which the exception carries
     */
    public ServerInfo connected(StompFrame connected) {
        in(SessionState.CONNECTING, "be connected");
        server = offer.answeredBy(connected);
        state = SessionState.CONNECTED;
        return server;
    }

    /**
     * DISCONNECT is about to be sent.
     *
     * @param disconnect the frame; its receipt, if it asks for one, is awaited from now on
     * @return the same frame
     * @throws StompProtocolException if the session is not connected, or the receipt is awaited already
     */
    public StompFrame disconnect(StompFrame disconnect) {
        require(disconnect.command() == StompCommand.DISCONNECT, disconnect);
        in(SessionState.CONNECTED, "disconnect");
        recordReceipt(disconnect);
        state = SessionState.DISCONNECTING;
        return disconnect;
    }

    /**
     * The connection is gone, in whatever state. Receipts and transactions are forgotten.
     *
     * @param flush whether subscriptions are forgotten too; otherwise they are {@link #replayable()}
     */
    public void close(boolean flush) {
        state = SessionState.DISCONNECTED;
        receipts.clear();
        transactions.clear();
        if (flush) {
            subscriptions.clear();
        } else {
            subscriptions.connectionIsGone();
        }
    }

    // ---- subscriptions

    /**
     * SUBSCRIBE is about to be sent.
     *
     * @param subscribe the frame; its receipt, if it asks for one, is awaited from now on
     * @param context what to have back with the subscription; may be null
     * @return what is recorded of it
     * @throws StompProtocolException if the session is not connected, a header is missing, the id (or in 1.0 the destination)
     *     has a subscription already, or the receipt is awaited already
     */
    public Subscription subscribe(StompFrame subscribe, Object context) {
        require(subscribe.command() == StompCommand.SUBSCRIBE, subscribe);
        in(SessionState.CONNECTED, "subscribe");
        checkForm(subscribe);
        Subscription made = new Subscription(
                subscribe.header(StompHeaderNames.ID),
                subscribe.header(StompHeaderNames.DESTINATION),
                subscribe,
                context);
        subscriptions.checkNew(made.token());
        recordReceipt(subscribe);
        subscriptions.put(made);
        return made;
    }

    /**
     * UNSUBSCRIBE is about to be sent.
     *
     * @param id the id of the subscription, or its destination in 1.0 where it has none
     * @return what was recorded of it; null if there is none and this session does not check
     * @throws StompProtocolException if the session is not connected, or no such subscription is in force
     */
    public Subscription unsubscribe(String id) {
        in(SessionState.CONNECTED, "unsubscribe");
        Subscription ended = subscriptions.inForce(id);
        return ended == null ? null : subscriptions.remove(id);
    }

    /**
     * Drops a subscription in any state, without a frame: one that must not be replayed, or one that the server refused.
     * The receipt of its SUBSCRIBE is not awaited any more.
     *
     * @param id the id of the subscription, or its destination in 1.0 where it has none
     * @return what was recorded of it, or null
     */
    public Subscription forget(String id) {
        Subscription forgotten = subscriptions.remove(id);
        if (forgotten != null) {
            // Whoever does not tell of receipts would leave one here for each subscription that comes and goes.
            receipts.forget(forgotten.frame().header(StompHeaderNames.RECEIPT));
        }
        return forgotten;
    }

    /**
     * Finds the subscription of a message. In 1.0 the server may leave its id out: then it is the one without an id, or else
     * the only one, to the message's destination.
     *
     * @param message a MESSAGE
     * @return the subscription in force to which it belongs; null if there is none and this session does not check
     * @throws StompProtocolException if the MESSAGE names none, or one that is not in force; or if in 1.0 it leaves the id
     *     out and several subscriptions have one and this destination
     */
    public Subscription subscription(StompFrame message) {
        return subscriptions.of(version(), message);
    }

    /**
     * Tells what a new connection has to subscribe to: all subscriptions in force, and those of a connection that was closed
     * without flush and were not made again since.
     *
     * @return the subscriptions in the order in which they were first made; a copy
     */
    public List<Subscription> replayable() {
        return subscriptions.all();
    }

    // ---- messages

    /**
     * A frame that changes nothing but the receipts is about to be sent: SEND, ACK or NACK.
     *
     * @param frame the frame; its receipt, if it asks for one, is awaited from now on
     * @return the same frame
     * @throws StompProtocolException if the session is not connected, a header is missing, the version does not know the
     *     command, the {@code transaction} was not begun, or the receipt is awaited already
     */
    public StompFrame send(StompFrame frame) {
        StompCommand command = frame.command();
        require(command == StompCommand.SEND || command == StompCommand.ACK || command == StompCommand.NACK, frame);
        in(SessionState.CONNECTED, command.name());
        checkForm(frame);
        String transaction = frame.header(StompHeaderNames.TRANSACTION);
        if (transaction != null) {
            transactions.checkBegun(transaction);
        }
        recordReceipt(frame);
        return frame;
    }

    /**
     * A MESSAGE came.
     *
     * @param message the frame
     * @return the subscription to which it belongs; null if there is none and this session does not check
     * @throws StompProtocolException if the session is neither connected nor disconnecting, a header is missing, or the
     *     subscription is not in force
     */
    public Subscription message(StompFrame message) {
        require(message.command() == StompCommand.MESSAGE, message);
        connectedOrDisconnecting("get a message");
        if (checked) {
            ServerFrames.check(version(), message);
        }
        return subscription(message);
    }

    // ---- receipts

    /**
     * A frame with a {@code receipt} is about to be sent, of which this session is not told otherwise.
     *
     * @param id the receipt's id
     * @throws StompProtocolException if it is awaited already, or the session is not connected
     */
    public void receiptRequested(String id) {
        Objects.requireNonNull(id, "receipt id");
        in(SessionState.CONNECTED, "ask for a receipt");
        receipts.request(id);
    }

    /**
     * A RECEIPT came.
     *
     * @param receipt the frame
     * @return the receipt's id
     * @throws StompProtocolException if it has no id, is not awaited, or the session is neither connected nor disconnecting
     */
    public String receipt(StompFrame receipt) {
        require(receipt.command() == StompCommand.RECEIPT, receipt);
        connectedOrDisconnecting("get a receipt");
        String id = ServerFrames.receiptId(receipt);
        receipts.arrived(id);
        return id;
    }

    /** {@return the ids of the receipts that are awaited; a copy} */
    public Set<String> pendingReceipts() {
        return receipts.all();
    }

    private void recordReceipt(StompFrame frame) {
        String id = frame.header(StompHeaderNames.RECEIPT);
        if (id != null) {
            receiptRequested(id);
        }
    }

    // ---- transactions

    /**
     * BEGIN is about to be sent.
     *
     * @param transaction the transaction's id; may have been used by one that is over
     * @throws StompProtocolException if it is begun already, or the session is not connected
     */
    public void begin(String transaction) {
        Objects.requireNonNull(transaction, "transaction");
        in(SessionState.CONNECTED, "begin a transaction");
        transactions.begin(transaction);
    }

    /**
     * COMMIT is about to be sent.
     *
     * @param transaction the transaction's id
     * @throws StompProtocolException if it was not begun, or the session is not connected
     */
    public void commit(String transaction) {
        in(SessionState.CONNECTED, "commit a transaction");
        transactions.end(transaction);
    }

    /**
     * ABORT is about to be sent.
     *
     * @param transaction the transaction's id
     * @throws StompProtocolException if it was not begun, or the session is not connected
     */
    public void abort(String transaction) {
        in(SessionState.CONNECTED, "abort a transaction");
        transactions.end(transaction);
    }

    /** {@return the ids of the transactions that were begun and are not over; a copy} */
    public Set<String> activeTransactions() {
        return transactions.all();
    }

    // ---- what is known

    /** {@return where the session stands} */
    public SessionState state() {
        return state;
    }

    /** {@return what the last CONNECTED told; null before the first one, and from a CONNECT on until it is answered} */
    public ServerInfo server() {
        return server;
    }

    /** {@return the version agreed on; as long as there is none, the highest one that was offered, or 1.2} */
    public StompVersion version() {
        return server != null ? server.version() : offer.highest();
    }

    /**
     * Notes that bytes were sent.
     *
     * @param nanos when, by the owner's clock
     */
    public void sentAt(long nanos) {
        lastSent = nanos;
    }

    /**
     * Notes that bytes came.
     *
     * @param nanos when, by the owner's clock
     */
    public void receivedAt(long nanos) {
        lastReceived = nanos;
    }

    /** {@return when bytes were sent last, by the owner's clock; 0 if never} */
    public long lastSent() {
        return lastSent;
    }

    /** {@return when bytes came last, by the owner's clock; 0 if never} */
    public long lastReceived() {
        return lastReceived;
    }

    private void checkForm(StompFrame frame) {
        if (checked) {
            ClientFrames.check(version(), frame);
        }
    }

    private void in(SessionState wanted, String doing) {
        if (checked && state != wanted) {
            throw forbidden(doing);
        }
    }

    private void connectedOrDisconnecting(String doing) {
        if (checked && state != SessionState.CONNECTED && state != SessionState.DISCONNECTING) {
            throw forbidden(doing);
        }
    }

    private StompProtocolException forbidden(String doing) {
        return new StompProtocolException(
                "cannot " + doing + ": the session is " + state.name().toLowerCase(Locale.ROOT));
    }

    private static void require(boolean expected, StompFrame frame) {
        if (!expected) {
            throw new StompProtocolException("a " + frame.command() + " where another command should be");
        }
    }
}
