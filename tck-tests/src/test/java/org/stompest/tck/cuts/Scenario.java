package org.stompest.tck.cuts;

/** What an application does, with what it may expect. Each is a row of {@code docs/reliability.md}. */
enum Scenario {
    CONNECTING(Connecting::startAndClose),
    PERSISTENT_SEND(Sending::persistent),
    NON_PERSISTENT_SEND(Sending::nonPersistent),
    ASYNC_SEND(Sending::withCompletionListener),
    TRANSACTED_SEND(Sending::inTransactions),
    RECEIVE_AUTO(Receiving::auto),
    RECEIVE_DUPS_OK(Receiving::dupsOk),
    RECEIVE_CLIENT(Receiving::client),
    RECEIVE_INDIVIDUAL(Receiving::individual),
    LISTENER(Receiving::listener),
    RECOVER(Receiving::recover),
    TRANSACTED_RECEIVE(Transacting::receive),
    BRIDGE(Transacting::bridge),
    ROLLBACK(Transacting::rollback),
    DURABLE_SUBSCRIPTION(Subscribing::durable),
    SHARED_SUBSCRIPTION(Subscribing::shared),
    TEMPORARY_QUEUE(Asking::temporaryQueue),
    REQUEST_REPLY(Asking::requestReply),
    BROWSER(Asking::browser);

    /** Does it, and asserts what must have come of it. */
    @FunctionalInterface
    interface Script {
        void run(Play play) throws Exception;
    }

    private final Script script;

    Scenario(Script script) {
        this.script = script;
    }

    void run(Play play) throws Exception {
        script.run(play);
    }
}
