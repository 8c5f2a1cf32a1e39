package org.stompest.wire.client;

import java.util.concurrent.atomic.AtomicBoolean;
import org.stompest.wire.connection.Flush;
import org.stompest.wire.connection.StompConnection;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaderNames;

/** Writes a frame, with a receipt if it asks for one: to whatever connection stands, or to a given one. */
final class FrameCommand extends Command<Void> {
    private final Draft draft;
    private final StompConnection pinned;
    private final boolean confirmed;

    /**
     * Makes a command.
     *
     * @param draft makes the frame, when it is written
     * @param pinned the only connection that it is for, or null
     * @param confirmed whether it asks for a receipt, even if the frame does not
     */
    FrameCommand(Means means, Draft draft, StompConnection pinned, boolean confirmed) {
        super(means, pinned == null);
        this.draft = draft;
        this.pinned = pinned;
        this.confirmed = confirmed;
    }

    @Override
    long bytes() {
        return draft.bytes();
    }

    @Override
    Void value() {
        return null;
    }

    @Override
    void write(StompConnection connection) {
        StompConnection to = pinned == null ? connection : pinned;
        StompFrame what = draft.frame().get();
        if (confirmed || what.header(StompHeaderNames.RECEIPT) != null) {
            confirm(to, means().link().asking(what));
        } else {
            to.write(what, Flush.SOON);
            settle(null);
        }
    }

    private void confirm(StompConnection to, StompFrame asking) {
        String receipt = asking.header(StompHeaderNames.RECEIPT);
        AtomicBoolean asked = new AtomicBoolean(true);
        Answer answer = expect(asking.command().name(), () -> {
            if (asked.get()) {
                to.forgetReceipt(receipt);
            }
        });
        boolean written = false;
        try {
            if (pinned == null) {
                means().link().requestOnce(to, asking, answer.outcome());
            } else {
                to.request(asking, answer, Flush.SOON);
            }
            written = true;
        } finally {
            if (!written) {
                asked.set(false); // another frame may wait for a receipt of that id
                answer.withdraw();
            }
        }
    }
}
