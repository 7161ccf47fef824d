package dev.weft.http;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of this gateway whose word on the client's address is believed, by network; and that word, read.
 *
 * <p>Read from the right: each proxy appends whom it heard from, so the first address from the right that is no proxy of ours is the
 * client, and whatever stands further left is what that client wrote. One field is believed, the configured one, because a proxy rewrites
 * the one it knows and lets the other pass as the client sent it. Immutable; safe from any thread.
 */
public final class Proxies {
    /** Nobody is believed: the client is whoever opened the connection. */
    public static final Proxies NONE = new Proxies(List.of(), Field.X_FORWARDED_FOR);

    private static final int MAX_HOPS = 32;

    /** Which field the proxies write. */
    public enum Field {
        X_FORWARDED_FOR,
        FORWARDED
    }

    private final List<String> written;
    private final List<Network> networks;
    private final Field field;

    /** Proxies in {@code networks}, each an address or a CIDR block such as {@code 10.0.0.0/8}. */
    public Proxies(Collection<String> networks, Field field) {
        this.written = List.copyOf(networks);
        this.networks = written.stream().map(Network::parse).toList();
        this.field = field;
    }

    /** Equal where the same was written, as settings are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Proxies that && written.equals(that.written) && field == that.field;
    }

    @Override
    public int hashCode() {
        return Objects.hash(written, field);
    }

    /** True where {@code address}, in digits, is a proxy's. */
    public boolean trusts(String address) {
        if (networks.isEmpty()) {
            return false;
        }
        byte[] bytes = Network.bytes(address);
        return bytes.length > 0 && networks.stream().anyMatch(network -> network.holds(bytes));
    }

    /** True where the peer of this connection is believed. */
    boolean trusts(HttpServerRequest request) {
        return !networks.isEmpty()
                && trusts(request.connection().remoteAddress().hostAddress());
    }

    /** The client's address: the peer's, or what believed proxies say. */
    String client(HttpServerRequest request) {
        return client(request.connection().remoteAddress().hostAddress(), request.headers());
    }

    String client(String peer, MultiMap headers) {
        String nearest = peer;
        if (!trusts(peer)) {
            return nearest;
        }
        for (String hop : hops(headers)) {
            Optional<String> address = address(hop);
            if (address.isEmpty()) {
                return nearest; // obfuscated or nonsense: the last one we can name
            }
            nearest = address.get();
            if (!trusts(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** True where the client spoke TLS, to us or to a believed proxy. */
    boolean secure(HttpServerRequest request) {
        return request.isSSL() || trusts(request) && "https".equals(scheme(request.headers()));
    }

    /** Where a request came from, to tell whoever it is handed on to; its Host has been accepted. */
    FieldPolicy.Forwarding from(HttpServerRequest request) {
        @Nullable String host = request.headers().get(HttpHeaders.HOST);
        if (host == null) {
            HostAndPort authority = request.authority(); // HTTP/2 has nothing else
            host = authority == null ? "" : authority.toString();
        }
        return new FieldPolicy.Forwarding(client(request), secure(request), host);
    }

    private String scheme(MultiMap headers) {
        List<String> all = field == Field.FORWARDED
                ? parameters(headers, "proto")
                : listed(headers.getAll("x-forwarded-proto"), ',');
        return all.isEmpty() ? "" : all.get(all.size() - 1).toLowerCase(Locale.ROOT);
    }

    /** Nearest first. */
    private List<String> hops(MultiMap headers) {
        List<String> hops = new ArrayList<>(
                field == Field.FORWARDED ? parameters(headers, "for") : listed(headers.getAll("x-forwarded-for"), ','));
        Collections.reverse(hops);
        return hops.size() > MAX_HOPS ? hops.subList(0, MAX_HOPS) : hops;
    }

    /** The values of one parameter of Forwarded (RFC 7239), in order; an element without it is an empty value. */
    private static List<String> parameters(MultiMap headers, String name) {
        List<String> values = new ArrayList<>();
        for (String element : listed(headers.getAll("forwarded"), ',')) {
            String found = "";
            for (String pair : listed(List.of(element), ';')) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
                    String value = pair.substring(equals + 1).strip();
                    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
                    found = quoted ? value.substring(1, value.length() - 1) : value;
                }
            }
            values.add(found);
        }
        return values;
    }

    /** The members of a list that several fields may hold; a separator in quotes separates nothing. */
    private static List<String> listed(List<String> fields, char separator) {
        List<String> members = new ArrayList<>();
        for (String text : fields) {
            boolean quoted = false;
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                boolean end = i == text.length();
                if (!end && text.charAt(i) == '"') {
                    quoted = !quoted;
                }
                if (end || !quoted && text.charAt(i) == separator) {
                    members.add(text.substring(from, i).strip());
                    from = i + 1;
                }
            }
        }
        return members;
    }

    /** An address in digits, its port and brackets dropped. */
    private static Optional<String> address(String node) {
        String text = node;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            text = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            text = text.substring(0, text.indexOf(':'));
        }
        byte[] bytes = Network.bytes(text);
        return bytes.length == 0 ? Optional.empty() : Optional.of(NetUtil.bytesToIpAddress(bytes));
    }
}
