package dev.weft.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which header fields pass through this gateway when a request or an answer is handed on: those on the list, and never one that speaks of
 * a connection or of who somebody is. For whoever hands whole messages on; our own adapters build their requests from nothing.
 *
 * <p>Guarantee: what comes out holds only names of the list, none that {@code Connection} named (RFC 9110, 7.6.1), and what the gateway
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
    private static final List<String> HOP_FAMILIES = List.of("proxy-");
    private static final Set<String> OF_THE_SERVER =
            Set.of("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "via", "set-cookie");

    private final Set<String> onward;
    private final Set<String> back;

    /**
     * What passes.
     *
     * @param onward names of request fields, in lower case
     * @param back names of answer fields, in lower case
     */
    public FieldPolicy(Set<String> onward, Set<String> back) {
        this.onward = Set.copyOf(onward);
        this.back = Set.copyOf(back);
        onward.forEach(name -> requirePassable(name, isForwarding(name) || isIdentity(name)));
        back.forEach(name -> requirePassable(name, OF_THE_SERVER.contains(name)));
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
        MultiMap fields = pass(received, onward);
        fields.set("x-forwarded-for", forwarding.client());
        fields.set("x-forwarded-proto", forwarding.secure() ? "https" : "http");
        fields.set("x-forwarded-host", forwarding.host());
        return fields;
    }

    /** The fields of a backend's answer for the client. */
    public MultiMap back(MultiMap answered) {
        return pass(answered, back);
    }

    /** True for names with which systems tell each other who the client is; from a client they are lies. Lower case. */
    static boolean isIdentity(String name) {
        return IDENTITY.contains(name) || startsWithAny(name, IDENTITY_FAMILIES);
    }

    /** True for names with which proxies tell where a request came from. Lower case. */
    static boolean isForwarding(String name) {
        return name.equals("forwarded") || name.startsWith("x-forwarded");
    }

    private static MultiMap pass(MultiMap from, Set<String> allowed) {
        Set<String> named = named(from.getAll(HttpHeaders.CONNECTION));
        MultiMap passed = MultiMap.caseInsensitiveMultiMap();
        from.forEach(field -> {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (allowed.contains(name) && !named.contains(name)) {
                passed.add(name, field.getValue());
            }
        });
        return passed;
    }

    /** What Connection names, in lower case. */
    private static Set<String> named(List<String> connection) {
        Set<String> named = new HashSet<>();
        for (String field : connection) {
            for (String option : field.split(",", -1)) {
                named.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }

    private static void requirePassable(String name, boolean forbidden) {
        boolean never = forbidden
                || OF_THE_CONNECTION.contains(name)
                || startsWithAny(name, HOP_FAMILIES)
                || !name.equals(name.toLowerCase(Locale.ROOT));
        if (never) {
            throw new IllegalArgumentException(
                    "field: " + name + " (expected: a lower-case name that may pass from one connection to another)");
        }
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
