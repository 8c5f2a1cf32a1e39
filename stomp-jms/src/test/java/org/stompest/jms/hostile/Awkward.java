package org.stompest.jms.hostile;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that a frame may break on. */
final class Awkward {
    private Awkward() {}

    /** {@return texts of up to 12 pieces, each harmless or not} */
    static Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "B7",
                "_$",
                " ",
                "\0",
                "\n",
                "\r",
                "\r\n",
                ":",
                "\\",
                "\\n",
                "\\c",
                "\\r",
                "\\x",
                "\t",
                "\u0001",
                "\u007f",
                "\u0085",
                "\u00e4",
                "\u2028",
                "\ufeff",
                "\uffff",
                "\ud83d\ude00",
                "\ud83d",
                "\ude00",
                ",",
                "=",
                "%2C",
                "?x=1",
                "'",
                "\"",
                "::",
                "/queue/",
                "topic://",
                "\n\nbody\0\nSEND\ndestination:stolen\n\nx\0",
                "\nreceipt:stolen\n",
                "x\0\n");
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }
}
