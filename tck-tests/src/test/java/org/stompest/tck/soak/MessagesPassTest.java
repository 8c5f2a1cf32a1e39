package org.stompest.tck.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.stompest.tck.support.BrokerKind;
import org.stompest.tck.support.JmsTest;
import org.stompest.tck.support.OnlyOn;
import org.stompest.tck.support.SoakSize;

/** Many messages pass one connection, none is lost or out of order, and the heap stays as it is. */
@Isolated("measures the heap")
@Timeout(value = 8, unit = TimeUnit.HOURS)
@OnlyOn(BrokerKind.ARTEMIS)
class MessagesPassTest extends JmsTest {
    private static final int MESSAGES = Math.max(20_000, 10 * SoakSize.times());
    private static final int IN_FLIGHT = 500;
    private static final long BYTES_ANYHOW = 32L << 20;

    @Test
    void memoryStaysFlat() throws Exception {
        Connection connection = connect();
        Session sending = connection.createSession();
        Session receiving = connection.createSession();
        Queue queue = sending.createQueue(name());
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        AtomicLong next = new AtomicLong();
        AtomicLong outOfOrder = new AtomicLong();
        receiving.createConsumer(queue).setMessageListener(message -> {
            try {
                if (((BytesMessage) message).readLong() != next.getAndIncrement()) {
                    outOfOrder.incrementAndGet();
                }
                inFlight.release();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        MessageProducer producer = sending.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        byte[] filler = new byte[1016];
        long heapBefore = 0;
        for (long i = 0; i < MESSAGES; i++) {
            assertThat(inFlight.tryAcquire(WAIT, TimeUnit.MILLISECONDS))
                    .as("message %d arrives", i - IN_FLIGHT)
                    .isTrue();
            BytesMessage message = sending.createBytesMessage();
            message.writeLong(i);
            message.writeBytes(filler);
            producer.send(message);
            if (i == MESSAGES / 10) {
                heapBefore = heap();
            }
        }

        await().atMost(SOON).until(() -> next.get() == MESSAGES);
        assertThat(outOfOrder).hasValue(0);
        broker.awaitMessages(queue.getQueueName(), 0);
        long allowed = heapBefore + BYTES_ANYHOW;
        await("heap, at first " + heapBefore)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(MessagesPassTest::heap, now -> now < allowed);
    }

    /** Bytes in use after a collection. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
