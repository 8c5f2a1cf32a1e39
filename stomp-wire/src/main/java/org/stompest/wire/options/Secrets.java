package org.stompest.wire.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps passwords out of what people get to see. Stateless. */
public final class Secrets {
    /** What is shown in place of a secret. */
    public static final String MASK = "***";

    private static final Pattern SECRET_NAME = Pattern.compile("pass|pw|secret|token|credential|authorization|cookie");

    /**
     * The value of an option whose name looks secret. An unescaped separator within a password must not end it, so it
     * reaches to the next option with a known prefix, the next broker, the parenthesis that ends the brokers, or the end.
     */
    private static final Pattern SECRET_VALUE = Pattern.compile(
            "(?i)([\\w.-]*(?:pass|pw|secret|token|credential|authorization|cookie)[\\w.-]*=)"
                    + ".*?(?=[&,](?:stomp|transport|failover|jms|nested)\\.[\\w.-]+=|,[a-z][\\w+.-]*://|\\)(?:\\?|$)|$)",
            Pattern.DOTALL);

    private static final Pattern USER_INFO = Pattern.compile("://[^?)]*@");

    private Secrets() {}

    /**
     * Tells whether an option probably holds a secret.
     *
     * @param name its name
     * @return whether it is called like a password, a token or the like
     */
    public static boolean looksSecret(String name) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * Makes a URI fit to be shown, also one that is malformed.
     *
     * @param uri the URI, or null
     * @return the same with three stars for each password and for credentials in front of a host
     */
    public static String mask(String uri) {
        if (uri == null) {
            return null;
        }
        String withoutUser = USER_INFO.matcher(uri).replaceAll("://" + MASK + "@");
        return SECRET_VALUE.matcher(withoutUser).replaceAll("$1" + MASK);
    }
}
