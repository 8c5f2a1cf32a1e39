package org.stompest.jms.internal.naming;

import javax.naming.RefAddr;

/** A property of a reference whose text never shows its content, since that may be or contain a password. */
final class MaskedRefAddr extends RefAddr {
    private static final long serialVersionUID = 1L;

    private final String content;

    MaskedRefAddr(String type, String content) {
        super(type);
        this.content = content;
    }

    @Override
    public Object getContent() {
        return content;
    }

    /** {@return the name of the property} */
    @Override
    public String toString() {
        return "Type: " + getType();
    }
}
