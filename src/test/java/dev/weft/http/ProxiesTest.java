package dev.weft.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final List<String> OURS = List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8");
    private final Proxies proxies = new Proxies(OURS, Proxies.Field.X_FORWARDED_FOR);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3|true",
                "10.255.255.255|true",
                "11.0.0.0|false",
                "192.0.2.7|true",
                "192.0.2.6|false",
                "::ffff:10.1.2.3|true",
                "fd12:3456::1|true",
                "fe80::1|false",
                "localhost|false",
                "''|false",
            })
    void knowsItsOwn(String address, boolean trusted) {
        assertThat(proxies.trusts(address)).isEqualTo(trusted);
    }

    /** The peer, what X-Forwarded-For says, whom we take for the client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1|203.0.113.9|198.51.100.1", // a stranger's word is nothing
                "10.0.0.1|203.0.113.9|203.0.113.9",
                "10.0.0.1|1.1.1.1, 203.0.113.9|203.0.113.9", // what the client wrote itself stands further left
                "10.0.0.1|1.1.1.1, 203.0.113.9, 10.0.0.2|203.0.113.9",
                "10.0.0.1|10.0.0.3, 10.0.0.2|10.0.0.3",
                "10.0.0.1|203.0.113.9:4711|203.0.113.9",
                "10.0.0.1|[2001:db8::1]:443|2001:db8::1",
                "10.0.0.1|2001:db8::1|2001:db8::1",
                "10.0.0.1|unknown|10.0.0.1",
                "10.0.0.1|203.0.113.9, unknown, 10.0.0.2|10.0.0.2",
                "10.0.0.1|203.0.113.9, , 10.0.0.2|10.0.0.2",
                "10.0.0.1|''|10.0.0.1",
                "10.0.0.1|evil.example|10.0.0.1",
            })
    void theFirstFromTheRightThatIsNoProxyIsTheClient(String peer, String field, String client) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", field);
        assertThat(proxies.client(peer, headers)).isEqualTo(client);
    }

    @Test
    void severalFieldsAreOneList() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-forwarded-for", "1.1.1.1, 203.0.113.9")
                .add("x-forwarded-for", "10.0.0.2");
        assertThat(proxies.client("10.0.0.1", headers)).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.9;proto=https|203.0.113.9",
                "for=1.1.1.1, for=203.0.113.9;by=10.0.0.1, For=\"10.0.0.2:80\"|203.0.113.9",
                "proto=http;for=\"[2001:db8::1]:4711\"|2001:db8::1",
                "for=\"a,for=1.1.1.1\"|10.0.0.1", // a comma in quotes begins nothing
                "for=_hidden|10.0.0.1",
                "for=203.0.113.9, proto=https|10.0.0.1", // the nearest element does not say
            })
    void forwardedIsReadTheSameWay(String field, String client) {
        Proxies standard = new Proxies(OURS, Proxies.Field.FORWARDED);
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Forwarded", field).add("x-forwarded-for", "6.6.6.6");
        assertThat(standard.client("10.0.0.1", headers)).isEqualTo(client);
    }

    @Test
    void onlyTheConfiguredFieldIsRead() {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Forwarded", "for=6.6.6.6");
        assertThat(proxies.client("10.0.0.1", headers)).isEqualTo("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "proxy.example", "fd00::/129", "fe80::1%eth0"})
    void whatIsNoNetworkIsRefused(String text) {
        List<String> networks = List.of(text);
        assertThatThrownBy(() -> new Proxies(networks, Proxies.Field.FORWARDED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10.0.0.0/8");
    }
}
