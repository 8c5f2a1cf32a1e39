package org.stompest.tck.wire;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** Apache ActiveMQ Artemis, with prefixes that tell queues from topics. */
final class ArtemisBroker implements WireBroker {
    private static final String STOMP = "stomp";

    private final EmbeddedActiveMQ embedded = new EmbeddedActiveMQ();

    ArtemisBroker() {
        try {
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setJMXManagementEnabled(false)
                    .setSecurityEnabled(false)
                    .setGracefulShutdownEnabled(false);
            configuration.addAcceptorConfiguration(
                    STOMP, "tcp://127.0.0.1:0?protocols=STOMP;anycastPrefix=/queue/;multicastPrefix=/topic/");
            embedded.setConfiguration(configuration);
            embedded.start();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded Artemis does not start", e);
        }
    }

    @Override
    public String uri() {
        NettyAcceptor acceptor = (NettyAcceptor)
                embedded.getActiveMQServer().getRemotingService().getAcceptor(STOMP);
        return "tcp://127.0.0.1:" + acceptor.getActualPort();
    }

    @Override
    public long messages(String queue) {
        Queue found = embedded.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public int connections() {
        return embedded.getActiveMQServer().getConnectionCount();
    }

    @Override
    public void close() {
        try {
            embedded.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded Artemis does not stop", e);
        }
    }
}
