package org.stompest.jms.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import org.junit.jupiter.api.Test;

class DialectsTest {
    @Test
    void theServerTellsTheDialect() throws JMSException {
        assertThat(Dialects.choose(null, "ActiveMQ-Artemis/2.44.0 ActiveMQ Artemis Messaging Engine")
                        .name())
                .isEqualTo("artemis");
    }

    @Test
    void theOptionTellsTheDialectWhateverTheServerSays() throws JMSException {
        assertThat(Dialects.choose("Artemis", null).name()).isEqualTo("artemis");
    }

    @Test
    void anUnknownServerIsAClearError() {
        assertThatThrownBy(() -> Dialects.choose(null, "Mystery/1.0"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("Mystery/1.0")
                .hasMessageContaining("jms.dialect")
                .hasMessageContaining("artemis");
        assertThatThrownBy(() -> Dialects.choose(null, null)).hasMessageContaining("no header 'server'");
    }

    @Test
    void anUnknownNameIsAClearError() {
        assertThatThrownBy(() -> Dialects.choose("nosuch", "ActiveMQ-Artemis/2.44.0"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("jms.dialect=nosuch");
    }
}
