package org.stompest.jms.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmsConnectionMetaDataTest {
    @Test
    void saysWhichSpecificationAndProvider() {
        JmsConnectionMetaData metaData = new JmsConnectionMetaData();

        assertThat(metaData.getJMSVersion()).isEqualTo("3.1");
        assertThat(metaData.getJMSMajorVersion()).isEqualTo(3);
        assertThat(metaData.getJMSMinorVersion()).isEqualTo(1);
        assertThat(metaData.getJMSProviderName()).isEqualTo("stompest");
        assertThat(Collections.list(metaData.getJMSXPropertyNames()))
                .containsExactly("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");
    }

    @Test
    void versionIsThatOfTheBuild() {
        JmsConnectionMetaData metaData = new JmsConnectionMetaData();

        assertThat(metaData.getProviderVersion())
                .matches("\\d+\\.\\d+.*")
                .startsWith(metaData.getProviderMajorVersion() + "." + metaData.getProviderMinorVersion());
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.0-SNAPSHOT, 0, 1",
        "2.13, 2, 13",
        "10.0.7.redhat-1, 10, 0",
        "2.1-rc1, 2, 1",
        "unknown, 0, 0",
        "7, 0, 0",
        "99999999999.1, 0, 0"
    })
    void numbersAreThoseThatTheVersionStartsWith(String version, int major, int minor) {
        JmsConnectionMetaData metaData = new JmsConnectionMetaData(version);

        assertThat(metaData.getProviderVersion()).isEqualTo(version);
        assertThat(metaData.getProviderMajorVersion()).isEqualTo(major);
        assertThat(metaData.getProviderMinorVersion()).isEqualTo(minor);
    }
}
