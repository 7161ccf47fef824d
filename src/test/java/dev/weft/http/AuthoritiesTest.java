package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {
    @ParameterizedTest
    @CsvSource({
        "'::', [::]:8080",
        "::1, [::1]",
        "fd00::7, [FD00::7]:9090",
        "fe80::1%eth0, [fe80::1]:8080",
        "10.1.2.3, 10.1.2.3:8080",
        "weft.internal, weft.internal"
    })
    void knowTheAddressListenedOnAsRequestsNameIt(String host, String named) {
        Authorities known = Authorities.listeningOn(host);
        assertThat(known.judge(named)).isEqualTo(Verdict.ACCEPTED);
        for (String here : List.of("localhost:1", "127.0.0.1", "[::1]:65535")) {
            assertThat(known.judge(here)).as(here).isEqualTo(Verdict.ACCEPTED);
        }
        assertThat(known.judge("evil.test")).isEqualTo(Verdict.HOST_UNKNOWN);
        assertThat(known.judge("[fd00::8]:8080")).isEqualTo(Verdict.HOST_UNKNOWN);
    }

    /** Such a name resolves, but no client may ask for it. */
    @Test
    void whereNoRequestCanNameTheAddressThisMachinesOwnNamesAreLeft() {
        assertThat(Authorities.listeningOn("my_machine").judge("localhost:8080"))
                .isEqualTo(Verdict.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "fd00::7:9090", "[::", "host:", "host:0", "host:99999", "[]", "a:b:1", "[::1%eth0]"})
    void whatNoRequestCanCarryIsNoEntry(String entry) {
        assertThat(Authorities.isEntry(entry)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[fd00::7]:9090", "host", "host:1", "host:*", "10.1.2.3:9090"})
    void whatOneCanIs(String entry) {
        assertThat(Authorities.isEntry(entry)).isTrue();
    }
}
