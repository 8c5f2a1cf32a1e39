package org.stompest.testbroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.stompest.testbroker.ProxiedPair.End;
import org.stompest.testbroker.ProxiedPair.Ends;

/** A test of a proxy with one connection through it. After each no thread of the proxy is left. */
@Timeout(30)
abstract class ProxyTest {
    ProxiedPair pair;
    FaultProxy proxy;
    End client;
    End broker;

    @BeforeEach
    void open() throws IOException {
        pair = new ProxiedPair();
        proxy = pair.proxy;
        Ends ends = pair.open();
        client = ends.client();
        broker = ends.broker();
    }

    @AfterEach
    void closeAndLookForThreads() throws IOException {
        pair.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("faultproxy-" + proxy.port()));
    }

    static void assertReset(End end) {
        assertThatThrownBy(end::readByte).isInstanceOf(SocketException.class);
    }
}
