package org.stompest.jms.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that answers as it should, and now and then with bytes that nobody can foresee: frames with bytes changed, left out or
 * added, parts of frames in a wrong order, and noise, with an end of the connection or without. What it does on its first, second ...
 * connection is a matter of the seed, and of what the client says.
 */
final class NoisyBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoisyBroker.class);
    private static final Pattern RECEIPT = Pattern.compile("\nreceipt:([^\n]*)\n");
    private static final Pattern ID = Pattern.compile("\nid:([^\n]*)\n");
    private static final int ONE_IN = 12;
    private static final int MOST_NOISE = 400;

    /** What noise is made of, beside any bytes: it comes further where it looks like something. */
    private static final List<String> PIECES = List.of(
            "MESSAGE\n",
            "RECEIPT\n",
            "ERROR\n",
            "CONNECTED\n",
            "subscription:1\n",
            "subscription:2\n",
            "message-id:1,1\n",
            "ack:",
            "receipt-id:1\n",
            "content-length:7\n",
            "content-length:2147483647\n",
            "JMS_STOMP_BodyType:map\n",
            "JMS_STOMP_PropertyTypes:a=i\n",
            "destination:q\n",
            "redelivered:true\n",
            "a:b\n".repeat(200),
            "\n",
            "\n\n",
            "\0",
            "\0\n",
            "\\",
            "\r\n",
            ":");

    private final Enemy enemy;
    private final long seed;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong faults = new AtomicLong();
    private volatile boolean quiet;

    NoisyBroker(Enemy enemy, long seed) {
        this.enemy = enemy;
        this.seed = seed;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String uri() {
        return "tcp://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on behaves well. */
    void quiet() {
        quiet = true;
    }

    /** {@return how often it did not behave well} */
    long faults() {
        return faults.get();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "test-noisy-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            for (long number = 1; true; number++) {
                Socket socket = listener.accept();
                sockets.add(socket);
                Random random = new Random(seed * 31 + number);
                start(() -> talk(socket, random));
            }
        } catch (IOException e) {
            LOG.debug("the broker is closed", e);
        }
    }

    private void talk(Socket socket, Random random) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean goesOn = true;
            for (String frame = next(in); goesOn && frame != null; frame = next(in)) {
                goesOn = answer(frame, out, random);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended", e);
        } finally {
            sockets.remove(socket);
        }
    }

    /** {@return a frame of the client, up to its NUL; null at the end. The test sends none with a NUL in its body.} */
    private static String next(InputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int b = in.read(); b > 0; b = in.read()) {
            if (b != '\n' || frame.size() > 0) {
                frame.write(b);
            }
        }
        return frame.size() == 0 ? null : frame.toString(ISO_8859_1);
    }

    private boolean answer(String frame, OutputStream out, Random random) throws IOException {
        StringBuilder answer = new StringBuilder();
        if (frame.startsWith("CONNECT") || frame.startsWith("STOMP")) {
            answer.append("CONNECTED\nversion:1.2\nserver:")
                    .append(enemy.server())
                    .append("\nheart-beat:0,0\n\n\0\n");
        }
        Matcher receipt = RECEIPT.matcher(frame);
        if (receipt.find()) {
            answer.append("RECEIPT\nreceipt-id:").append(receipt.group(1)).append("\n\n\0\n");
        }
        Matcher id = ID.matcher(frame);
        if (frame.startsWith("SUBSCRIBE") && id.find()) {
            for (int i = 0; i < 5; i++) {
                answer.append(message(id.group(1), random));
            }
        }
        byte[] bytes = answer.toString().getBytes(ISO_8859_1);
        if (quiet || random.nextInt(ONE_IN) > 0) {
            out.write(bytes);
            return true;
        }
        faults.incrementAndGet();
        out.write(spoilt(bytes, random));
        return random.nextInt(3) > 0;
    }

    private static String message(String subscription, Random random) {
        String id = Integer.toHexString(random.nextInt());
        return "MESSAGE\nsubscription:" + subscription + "\nmessage-id:" + id + "," + id + "\nack:" + id
                + "\ndestination:q\nJMS_STOMP_BodyType:map\nJMS_STOMP_MessageID:ID\\c" + id
                + "\nJMS_STOMP_PropertyTypes:a=i,b=z\na:1\nb:true\ncontent-length:5\n\n\1\1a\6\0\0\n";
    }

    private static byte[] spoilt(byte[] bytes, Random random) {
        byte[] spoilt = switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> changed(bytes, random);
            case 2 -> joined(bytes, joined(noise(random), bytes));
            case 3 -> joined(noise(random), bytes);
            default -> noise(random);
        };
        return random.nextBoolean() ? spoilt : joined(spoilt, noise(random));
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = 0; changed.length > 0 && i <= random.nextInt(4); i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static byte[] noise(Random random) {
        if (random.nextBoolean()) {
            byte[] any = new byte[random.nextInt(MOST_NOISE)];
            random.nextBytes(any);
            return any;
        }
        StringBuilder pieces = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            pieces.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return pieces.toString().getBytes(ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("closing failed", e);
        }
    }
}
