package dev.weft.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Ticker;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One subscriber is one client, however many addresses are his; and no two are one. */
class SubscriberTest {
    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "fe80::1%eth0, fe80::2",
        "192.0.2.1, ::ffff:192.0.2.1",
    })
    void theSame(String one, String other) {
        assertThat(Subscriber.of(one)).isEqualTo(Subscriber.of(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "192.0.2.1, 192.0.2.2",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2",
        "unknown, _hidden",
    })
    void another(String one, String other) {
        assertThat(Subscriber.of(one)).isNotEqualTo(Subscriber.of(other));
    }

    @Test
    void connectionsAreCappedBySubscriberAndNotForProxies() throws Exception {
        EmbeddedChannel port = new EmbeddedChannel(new Admission(
                WireLimits.DEFAULT.capped(100, 2),
                Ticker.system(),
                false,
                InetAddress.getByName("2001:db8:9::1").getHostAddress()::equals,
                new Doormen()));
        List<Boolean> open = new ArrayList<>();
        for (String address : List.of(
                "2001:db8:1:2::1",
                "2001:db8:1:2::2",
                "2001:db8:1:2::3", // the third of one network
                "2001:db8:1:3::1",
                "192.0.2.1",
                "192.0.2.2",
                "192.0.2.3",
                "2001:db8:9::1",
                "2001:db8:9::1",
                "2001:db8:9::1")) {
            EmbeddedChannel connection = new From(address);
            port.writeInbound(connection);
            open.add(connection.isOpen());
        }
        assertThat(open).containsExactly(true, true, false, true, true, true, true, true, true, true);
    }

    /** A connection from an address of the test's choice. */
    private static final class From extends EmbeddedChannel {
        private final SocketAddress address;

        From(String address) throws UnknownHostException {
            this.address = new InetSocketAddress(InetAddress.getByName(address), 40_000);
        }

        @Override
        public SocketAddress remoteAddress() {
            return address;
        }
    }
}
