package org.stompest.chaos.work;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;

/** What messages say: a number, and a text that follows from it, mostly short, some larger than any buffer on the way. */
final class Content {
    private static final String NUMBER = "number";
    private static final int LARGE_EVERY = 50;
    private static final int LARGE = 60_000;
    private static final int SMALL = 600;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz:\n \u00e4\u20ac\\";

    private Content() {}

    static Message of(long number, Session session) throws JMSException {
        TextMessage message = session.createTextMessage(text(number));
        message.setLongProperty(NUMBER, number);
        return message;
    }

    static long number(Message message) throws JMSException {
        return message.getLongProperty(NUMBER);
    }

    static boolean isWhole(Message message) throws JMSException {
        return message instanceof TextMessage text && text(number(message)).equals(text.getText());
    }

    private static String text(long number) {
        Random random = new Random(number);
        int length = 1 + random.nextInt(number % LARGE_EVERY == LARGE_EVERY - 1 ? LARGE : SMALL);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
