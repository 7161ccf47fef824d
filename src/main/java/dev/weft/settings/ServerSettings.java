package dev.weft.settings;

import dev.weft.http.Exposure;
import dev.weft.http.Proxies;
import dev.weft.http.door.DoorSettings;
import dev.weft.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public side: where it listens, how much it takes, how long it waits.
 *
 * @param authorities Host values that requests may carry; empty for the address listened on and localhost
 * @param tls how the port is secured; plain when absent
 * @param overload when requests are turned away at the door
 */
public record ServerSettings(
        Listen listen,
        List<String> authorities,
        Limits limits,
        Connections connections,
        Times times,
        Protocol protocol,
        Optional<TlsSettings> tls,
        DoorSettings overload,
        Outside outside) {
    public ServerSettings {
        authorities = List.copyOf(authorities);
    }

    ServerSettings listeningOn(Listen other) {
        return new ServerSettings(other, authorities, limits, connections, times, protocol, tls, overload, outside);
    }

    /** An address and port to listen on; port 0 for any free one. */
    public record Listen(String host, int port) {
        private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|::1");

        public Listen {
            host = bare(host);
        }

        /** An address of IPv6 may be written as in a URL. */
        private static String bare(String host) {
            return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        }

        /** True where only this machine reaches it. */
        public boolean loopback() {
            return isLoopback(host);
        }

        static boolean isLoopback(String host) {
            return LOOPBACK.matcher(bare(host)).matches();
        }
    }

    /** Sizes in bytes; a request beyond one of them is refused. */
    public record Limits(int requestLine, int headerBytes, int headerCount, long bodyBytes) {}

    /** How many connections may be open at once, in all and from one address that is no proxy of ours; more are closed at once. */
    public record Connections(int total, int perAddress) {}

    /**
     * How long things may take.
     *
     * @param request the longest any request may take
     * @param idle a connection without traffic is closed after this
     * @param drainDelay keeps serving this long after readiness went to 503
     * @param drainTimeout then waits this long for requests under way
     */
    public record Times(Duration request, Duration idle, Duration drainDelay, Duration drainTimeout) {}

    /** What stands in front: proxies that are believed, and pages in browsers. */
    public record Outside(Proxies proxies, Exposure exposure) {}

    /** How the server runs: servers, one per event loop (0 for one per processor), and HTTP/2 without TLS and over it. */
    public record Protocol(int eventLoops, boolean h2c, boolean h2) {}
}
