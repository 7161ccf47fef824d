package dev.weft.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields pass through this gateway when a whole message is handed on. Of a request: those on the list, and never one that
 * speaks of a connection or of who somebody is. Of an answer: all but those that speak of a connection, of what made it, or of the host it
 * came from, which its readers would take for this gateway. For a {@link Face}; our own adapters build their requests from nothing.
 *
 * <p>Guarantee: what goes on holds only names of the list, none that {@code Connection} named (RFC 9110, 7.6.1), and what the gateway
 * itself found out of the client. A list with a name that may never pass is refused when it is made. Immutable; safe from any thread.
 */
public final class FieldPolicy {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "content-length",
            "host",
            "expect");
    private static final Set<String> IDENTITY = Set.of(
            "remote-user",
            "x-remote-user",
            "x-user",
            "x-user-id",
            "x-username",
            "x-email",
            "x-groups",
            "x-roles",
            "x-customer-id",
            "x-tenant-id",
            "x-client-cert",
            "x-client-id",
            "x-real-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-original-host",
            "x-host",
            "x-http-method-override",
            "x-http-method",
            "x-method-override",
            "true-client-ip",
            "cf-connecting-ip",
            "client-ip",
            "x-client-ip",
            "x-cluster-client-ip");
    private static final List<String> IDENTITY_FAMILIES = List.of(
            "weft-",
            "x-weft-",
            "x-auth-",
            "x-authenticated-",
            "x-ssl-",
            "ssl-client-",
            "x-amzn-oidc-",
            "x-goog-authenticated-",
            "x-goog-iap-",
            "x-ms-client-principal");

    /**
     * The second speaks of a handshake that is none, since Upgrade goes no further. Servers on Netty take eight bytes behind two of its
     * fields for a body that no length announces, and these would be the first eight of the next shopper's request.
     */
    private static final List<String> HOP_FAMILIES = List.of("proxy-", "sec-websocket-");

    /** What made an answer, which helps attackers alone; and what browsers would remember of this gateway's host, or report of it. */
    private static final FieldNames NOT_BACK = new FieldNames(List.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "server",
            "via",
            "x-powered-by",
            "alt-svc",
            "strict-transport-security",
            "nel",
            "report-to"));

    private static final List<String> FAMILIES_NOT_BACK = List.of("proxy-", "x-aspnet", "access-control-");

    private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence FORWARDED_PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence FORWARDED_HOST = HttpHeaders.createOptimized("x-forwarded-host");
    private static final CharSequence HTTPS = HttpHeaders.createOptimized("https");
    private static final CharSequence HTTP = HttpHeaders.createOptimized("http");

    private final FieldNames onward;
    private final String family;

    /**
     * What passes on.
     *
     * @param onward names of request fields, in lower case
     * @param family how the names of one family begin that passes whole, in lower case; empty for none
     * @throws IllegalArgumentException for a name that may never pass
     */
    public FieldPolicy(Collection<String> onward, String family) {
        onward.forEach(name -> {
            if (!mayPass(name)) {
                throw new IllegalArgumentException("field: " + name
                        + " (expected: a lower-case name that may pass from one connection to another)");
            }
        });
        this.onward = new FieldNames(onward);
        this.family = family;
    }

    /**
     * What this gateway knows of the client itself.
     *
     * @param client its address
     * @param secure whether it spoke TLS
     * @param host the accepted Host
     */
    public record Forwarding(String client, boolean secure, String host) {}

    /** The fields of a client's request for a backend, with X-Forwarded-* written anew. */
    public MultiMap onward(MultiMap received, Forwarding forwarding) {
        Set<String> named = named(received);
        MultiMap fields = HttpHeaders.headers();
        received.forEach((name, value) -> {
            if ((onward.contains(name) || isOfFamily(name)) && !isNamed(named, name)) {
                fields.add(name, value);
            }
        });
        fields.set(FORWARDED_FOR, forwarding.client());
        fields.set(FORWARDED_PROTO, forwarding.secure() ? HTTPS : HTTP);
        fields.set(FORWARDED_HOST, forwarding.host());
        return fields;
    }

    private boolean isOfFamily(String name) {
        return !family.isEmpty() && name.regionMatches(true, 0, family, 0, family.length());
    }

    /** Adds the fields of a backend's answer to those of the client's. */
    public static void back(MultiMap answered, MultiMap into) {
        Set<String> named = named(answered);
        answered.forEach((name, value) -> {
            if (!NOT_BACK.contains(name) && !isOfFamilyNotBack(name) && !isNamed(named, name)) {
                into.add(name, value);
            }
        });
    }

    private static boolean isOfFamilyNotBack(String name) {
        int first = name.isEmpty() ? 0 : name.charAt(0) | 0x20;
        if (first != 'p' && first != 'x' && first != 'a') {
            return false;
        }
        for (String begin : FAMILIES_NOT_BACK) {
            if (name.regionMatches(true, 0, begin, 0, begin.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether requests' fields of this name, in lower case, may be on a list. */
    public static boolean mayPass(String name) {
        return !name.isEmpty()
                && !isForwarding(name)
                && !isIdentity(name)
                && !OF_THE_CONNECTION.contains(name)
                && !startsWithAny(name, HOP_FAMILIES)
                && name.equals(name.toLowerCase(Locale.ROOT));
    }

    /** True for names with which systems tell each other who the client is; from a client they are lies. Lower case. */
    static boolean isIdentity(String name) {
        return IDENTITY.contains(name) || startsWithAny(name, IDENTITY_FAMILIES);
    }

    /** True for names with which proxies tell where a request came from. Lower case. */
    static boolean isForwarding(String name) {
        return name.equals("forwarded") || name.startsWith("x-forwarded");
    }

    private static boolean isNamed(Set<String> named, String name) {
        return !named.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What Connection names, in lower case. */
    private static Set<String> named(MultiMap fields) {
        if (!fields.contains(HttpHeaders.CONNECTION)) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String field : fields.getAll(HttpHeaders.CONNECTION)) {
            for (String option : field.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    private static boolean startsWithAny(String name, List<String> families) {
        for (String family : families) {
            if (name.startsWith(family)) {
                return true;
            }
        }
        return false;
    }
}
