package org.stompest.jms.internal.connection;

import jakarta.jms.ConnectionMetaData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this provider says of itself (JMS 3.1, 6.1.6). The version is written into a resource beside this class by the build.
 *
 * <p>Immutable; usable from any thread.
 */
public final class JmsConnectionMetaData implements ConnectionMetaData {
    private static final int JMS_MAJOR = 3;
    private static final int JMS_MINOR = 1;
    private static final String RESOURCE = "provider.properties";
    private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})(\\D.*)?");
    private static final List<String> JMSX_PROPERTIES = List.of("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");

    private final String version;
    private final int major;
    private final int minor;

    /** Makes the metadata of the version that is running. */
    public JmsConnectionMetaData() {
        this(versionOfBuild());
    }

    /** A version that does not start with two numbers counts as 0.0 where numbers are asked for. */
    JmsConnectionMetaData(String version) {
        Matcher matcher = MAJOR_MINOR.matcher(version);
        boolean numbered = matcher.matches();
        this.version = version;
        this.major = numbered ? Integer.parseInt(matcher.group(1)) : 0;
        this.minor = numbered ? Integer.parseInt(matcher.group(2)) : 0;
    }

    @Override
    public String getJMSVersion() {
        return JMS_MAJOR + "." + JMS_MINOR;
    }

    @Override
    public int getJMSMajorVersion() {
        return JMS_MAJOR;
    }

    @Override
    public int getJMSMinorVersion() {
        return JMS_MINOR;
    }

    @Override
    public String getJMSProviderName() {
        return "stompest";
    }

    @Override
    public String getProviderVersion() {
        return version;
    }

    @Override
    public int getProviderMajorVersion() {
        return major;
    }

    @Override
    public int getProviderMinorVersion() {
        return minor;
    }

    @Override
    public Enumeration<String> getJMSXPropertyNames() {
        return Collections.enumeration(JMSX_PROPERTIES);
    }

    private static String versionOfBuild() {
        try (InputStream in = JmsConnectionMetaData.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
