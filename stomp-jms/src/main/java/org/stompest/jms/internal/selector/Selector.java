package org.stompest.jms.internal.selector;

import jakarta.jms.InvalidSelectorException;
import org.stompest.jms.internal.selector.SelectorNode.BooleanLiteral;
import org.stompest.jms.internal.selector.SelectorNode.Condition;

/** A message selector (Jakarta Messaging 3.1, section 3.8). Immutable; any thread may use it. */
public final class Selector {
    /** No selector: every message matches. */
    public static final Selector NONE = new Selector("", new BooleanLiteral(true));

    private final String text;
    private final Condition root;

    private Selector(String text, Condition root) {
        this.text = text;
        this.root = root;
    }

    /**
     * Parses a selector.
     *
     * @param text as the application gave it; null, empty or white space is no selector
     * @return the selector, or {@link #NONE}
     * @throws InvalidSelectorException if the text is no selector; its message tells where and what was expected
     */
    public static Selector parse(String text) throws InvalidSelectorException {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        return new Selector(text, new SelectorParser(text).parse());
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return whether the selector is true of it, rather than false or unknown
     */
    public boolean matches(SelectorContext message) {
        return evaluate(message) == Truth.TRUE;
    }

    /**
     * Looks at a message.
     *
     * @param message the message
     * @return the selector's value
     */
    public Truth evaluate(SelectorContext message) {
        return new SelectorEvaluator(message).truth(root);
    }

    /** {@return the tree} */
    public Condition root() {
        return root;
    }

    /** {@return the text that was parsed, empty for {@link #NONE}} */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
