package org.stompest.jms.internal.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stompest.wire.frame.StompCommand;
import org.stompest.wire.frame.StompFrame;
import org.stompest.wire.frame.StompHeaders;

/** Objects that were made to do harm: refused before any of it, in little time and memory. */
class HostileObjectTest {
    private static final List<String> COLLECTIONS = List.of("java.util");
    private static final List<String> ALL = List.of("*");

    @BeforeEach
    void noTraces() {
        Gadgets.TRACES.set(0);
    }

    static Stream<Arguments> gadgets() {
        Map<String, Object> baits = new LinkedHashMap<>();
        baits.put("StaticBait", new Gadgets.StaticBait());
        baits.put("ReadObjectBait", new Gadgets.ReadObjectBait());
        baits.put("ReadResolveBait", new Gadgets.ReadResolveBait());
        baits.put("ExternalBait", new Gadgets.ExternalBait());
        baits.put("EnumBait", Gadgets.EnumBait.ONE);
        baits.put("RecordBait", new Gadgets.RecordBait(1));
        baits.put(
                "HandlerBait",
                Proxy.newProxyInstance(
                        HostileObjectTest.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        new Gadgets.HandlerBait()));
        Map<String, Function<Object, Object>> nests = new LinkedHashMap<>();
        nests.put("alone", bait -> bait);
        nests.put("in a list", bait -> new ArrayList<>(List.of(bait)));
        nests.put("in a map", bait -> new HashMap<>(Map.of("k", bait)));
        nests.put("in arrays", bait -> new Object[][] {{bait}});
        nests.put("as the key of a map in a list", bait -> new ArrayList<>(List.of(Collections.singletonMap(bait, 1))));
        return baits.entrySet().stream()
                .flatMap(bait -> nests.entrySet().stream()
                        .map(nest -> Arguments.of(
                                bait.getKey(), nest.getKey(), nest.getValue().apply(bait.getValue()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("gadgets")
    void nothingOfAClassRunsThatIsNotAllowed(String bait, String nest, Object object) throws Exception {
        JmsObjectMessage message = received(sprung(object), policy(List.of("java.util", "java.lang.Comparable")));

        assertThatThrownBy(message::getObject)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(Gadgets.class.getName() + "$" + bait.replace("Bait", "Trap"))
                .hasMessageContaining("jms.deserializationPolicy.allowList");
        assertThat(message.isBodyAssignableTo(Serializable.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
        assertThat(Gadgets.TRACES).as("what ran").hasValue(0);
    }

    @Test
    void theInterfacesOfAProxyHaveToBeAllowedToo() throws Exception {
        Object proxy = Proxy.newProxyInstance(
                HostileObjectTest.class.getClassLoader(),
                new Class<?>[] {Comparable.class, Runnable.class},
                new Gadgets.HandlerBait());
        String handler = Gadgets.HandlerBait.class.getName();

        refused(serialized(proxy), policy(List.of(handler, "java.lang.Comparable")))
                .hasMessageContaining("java.lang.Runnable");
        refused(serialized(proxy), policy(List.of(handler))).hasMessageContaining("java.lang.Comparable");
        Object made = received(
                        serialized(proxy), policy(List.of(handler, "java.lang.Runnable", "java.lang.Comparable")))
                .getObject();
        assertThat(Proxy.getInvocationHandler(made)).isInstanceOf(Gadgets.HandlerBait.class);
    }

    @Test
    void anArrayOfWhatIsNotAllowedIsRefusedEvenIfItIsEmpty() throws Exception {
        for (Object array : new Object[] {new Gadgets.StaticBait[0], new Gadgets.StaticBait[0][0][0]}) {
            refused(sprung(array), DeserializationPolicy.DEFAULT).hasMessageContaining("StaticTrap");
        }
    }

    @Test
    void aLambdaIsAClassThatNobodyAllows() throws Exception {
        refused(serialized(Gadgets.lambda()), policy(List.of("java.util", "org.stompest")))
                .hasMessageContaining("java.lang.invoke.SerializedLambda");
    }

    @Test
    void aClassAsAnObjectIsJudgedAsAClass() throws Exception {
        refused(sprung(Gadgets.StaticBait.class), policy(List.of("java.lang.Class")))
                .hasMessageContaining("StaticTrap");
        assertThat(Gadgets.TRACES).hasValue(0);
    }

    @Test
    void whatIsDeniedIsRefusedThoughAllIsAllowed() throws Exception {
        refused(sprung(new Gadgets.StaticBait()), new DeserializationPolicy(ALL, List.of(Gadgets.class.getName())))
                .hasMessageContaining("StaticTrap");
        assertThat(Gadgets.TRACES).hasValue(0);
    }

    @Test
    void anAllowedClassIsMade() throws Exception {
        String allowed = Gadgets.class.getName();

        assertThat(received(serialized(new Gadgets.RecordBait(7)), policy(List.of(allowed)))
                        .getObject())
                .isEqualTo(new Gadgets.RecordBait(7));
    }

    // ---- what costs too much

    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    @Timeout(20)
    void setsInSetsThatShareTheirElementsAreRefusedInNoTime(int width) throws Exception {
        byte[] bomb = serialized(nested(60, width));

        assertThat(bomb.length).isLessThan(400_000);
        refused(bomb, policy(COLLECTIONS)).hasMessageContaining("collections in collections");
    }

    /** Sets that were put into each other while they were empty, since nobody could take the hash code of what comes of it. */
    private static Set<Object> nested(int depth, int width) {
        Set<Object> root = new HashSet<>();
        List<Set<Object>> level = new ArrayList<>(List.of(root));
        for (int i = 0; i < depth; i++) {
            List<Set<Object>> next = new ArrayList<>();
            for (int k = 0; k < width; k++) {
                next.add(new HashSet<>(Set.of(k)));
            }
            level.forEach(set -> set.addAll(next));
            level = next;
        }
        return root;
    }

    @Test
    @Timeout(20)
    void aSetThatContainsItselfByTwoListsIsRefused() throws Exception {
        Set<Object> set = new HashSet<>();
        List<Object> first = new ArrayList<>();
        List<Object> second = new ArrayList<>(List.of(1));
        set.add(first);
        set.add(second);
        first.add(set);
        second.add(set);

        refused(serialized(set), policy(COLLECTIONS)).hasMessageContaining("StackOverflowError");
    }

    @Test
    void whatIsDeeperThanTheLimitIsRefused() throws Exception {
        Object deep = "x";
        for (int i = 0; i < 250; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        byte[] bytes = serialized(deep);

        refused(bytes, policy(COLLECTIONS)).hasMessageContaining("jms.deserializationPolicy.maxDepth");
        DeserializationPolicy deeper = new DeserializationPolicy(COLLECTIONS, List.of(), 300, Integer.MAX_VALUE);
        assertThat(received(bytes, deeper).getObject()).isEqualTo(deep);
    }

    @Test
    void whatIsLargerThanTheLimitIsRefused() throws Exception {
        byte[] bytes = serialized("x".repeat(1000));
        DeserializationPolicy small = new DeserializationPolicy(List.of(), List.of(), 200, bytes.length - 1);

        refused(bytes, small).hasMessageContaining("jms.deserializationPolicy.maxBytes");
        DeserializationPolicy enough = new DeserializationPolicy(List.of(), List.of(), 200, bytes.length);
        assertThat(received(bytes, enough).getObject()).isEqualTo("x".repeat(1000));
    }

    @Test
    void arraysThatClaimMoreThanThereIsAreRefusedBeforeRoomIsMade() throws Exception {
        for (Object array : new Object[] {new long[9], new byte[9], new String[9], new Object[9][9]}) {
            byte[] bytes = serialized(array);
            int length = indexOf(bytes, new byte[] {0x78, 0x70, 0, 0, 0, 9});
            bytes[length + 2] = 0x7f;
            refused(bytes, DeserializationPolicy.DEFAULT).hasMessageContaining("claims arrays larger");
        }
    }

    @Test
    void arraysThatClaimALittleTooMuchEachAreCountedTogether() throws Exception {
        Object nest = new Object[0];
        for (int i = 0; i < 190; i++) {
            Object[] outer = new Object[1];
            outer[0] = nest;
            nest = outer;
        }
        byte[] bytes = serialized(nest);
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 1) {
                bytes[i + 2] = 4; // a thousand places in each
            }
        }
        refused(bytes, DeserializationPolicy.DEFAULT).hasMessageContaining("claims arrays larger");
    }

    @Test
    void copiesThatAreOnlyClaimedAreRefused() throws Exception {
        refused(serialized(Collections.nCopies(Integer.MAX_VALUE, "x")), policy(COLLECTIONS))
                .hasMessageContaining("claims arrays larger");
    }

    static Stream<Object> ordinary() {
        List<Object> table = new ArrayList<>();
        List<Object> shared = new ArrayList<>(Collections.nCopies(50, "tag"));
        for (int i = 0; i < 1000; i++) {
            table.add(new HashMap<>(Map.of("id", i, "tags", shared)));
        }
        Map<String, Object> tree = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            tree = new TreeMap<>(Map.of("next", tree, "set", new HashSet<>(Set.of(i, "x"))));
        }
        List<Object> empties = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            empties.add(i % 2 == 0 ? new HashMap<>() : new ArrayList<>());
        }
        return Stream.of(
                table,
                tree,
                empties,
                new ArrayList<>(Collections.nCopies(200_000, 1)),
                new HashSet<>(Arrays.asList(1, 2, null)),
                new long[] {Long.MAX_VALUE},
                new double[10_000],
                new Object[] {new int[0], new Object[0], null},
                Collections.unmodifiableMap(new HashMap<>(Map.of("a", List.of(1, 2, 3)))),
                List.of("a", Map.of("b", Set.of("c"))),
                new ConcurrentHashMap<>(Map.of("a", Optional.class.getName())),
                new ArrayDeque<>(List.of(1, 2, 3)).toArray(),
                new PriorityQueue<>(List.of(1, 2, 3)).toArray(),
                EnumSet.noneOf(Thread.State.class));
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryObjectsPassTheLimits(Object object) throws Exception {
        assertThat(received(serialized(object), policy(ALL)).getObject()).isEqualTo(object);
    }

    @Test
    void classesOfTheContextLoaderAreFoundBeforeOurOwn() throws Exception {
        byte[] bytes = serialized(new Gadgets.RecordBait(1));
        List<String> asked = new ArrayList<>();
        ClassLoader context = new ClassLoader(HostileObjectTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                asked.add(name);
                return super.loadClass(name, resolve);
            }
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            received(bytes, policy(ALL)).getObject();
            assertThat(asked).contains(Gadgets.RecordBait.class.getName());
            asked.clear();
            refused(sprung(new Gadgets.StaticBait()), DeserializationPolicy.DEFAULT);
            assertThat(asked).as("what is not allowed is not even looked for").isEmpty();
            thread.setContextClassLoader(null);
            assertThat(received(bytes, policy(ALL)).getObject()).isEqualTo(new Gadgets.RecordBait(1));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    // ----

    private static DeserializationPolicy policy(List<String> allowed) {
        return new DeserializationPolicy(allowed, List.of());
    }

    private static AbstractThrowableAssert<?, ?> refused(byte[] bytes, DeserializationPolicy policy)
            throws JMSException {
        JmsObjectMessage message = received(bytes, policy);
        long start = System.nanoTime();
        var refused = assertThatThrownBy(message::getObject).isInstanceOf(MessageFormatException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        return refused;
    }

    private static JmsObjectMessage received(byte[] bytes, DeserializationPolicy policy) throws JMSException {
        StompHeaders headers = StompHeaders.of("message-id", "1,1", "JMS_STOMP_BodyType", "object");
        return (JmsObjectMessage) Wire.read(
                StompFrame.of(StompCommand.MESSAGE, headers, bytes), Wire.QUEUE, new MessageContext(policy, true));
    }

    /** Serializes with the baits changed into traps. */
    private static byte[] sprung(Object object) throws IOException {
        return new String(serialized(object), ISO_8859_1)
                .replace("Bait", "Trap")
                .getBytes(ISO_8859_1);
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not there: " + Arrays.toString(part));
    }
}
