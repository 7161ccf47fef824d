package dev.weft.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The hosts this gateway answers for. An entry is {@code host} (no port or the scheme's own), {@code host:port} or {@code host:*} (any
 * port). Compared without regard to case, else exactly: no trailing dot, no user, no wildcard of names. Remembers the last
 * spelling it accepted; safe from any thread.
 */
public final class Authorities {
    private final boolean any;
    private final List<String> exact = new ArrayList<>();
    private final List<String> anyPort = new ArrayList<>();
    private volatile String lastAccepted = "";

    public Authorities(Collection<String> entries) {
        any = false;
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("authorities: none (expected: at least one host)");
        }
        for (String entry : entries) {
            String lower = entry.toLowerCase(Locale.ROOT);
            if (!isEntry(lower)) {
                throw new IllegalArgumentException("authorities: " + entry + " (expected: host, host:port or host:*)");
            }
            if (lower.endsWith(":*")) {
                exact.add(lower.substring(0, lower.length() - 2));
                anyPort.add(lower.substring(0, lower.length() - 1));
            } else {
                exact.add(lower);
                if (portAt(lower) < 0) {
                    exact.add(lower + ":80");
                    exact.add(lower + ":443");
                }
            }
        }
    }

    /** Whether {@code entry} can be one of these. */
    public static boolean isEntry(String entry) {
        return wellFormed(entry.endsWith(":*") ? entry.substring(0, entry.length() - 2) : entry);
    }

    /** Without any that are named: the address listened on, as a Host value has it, and this machine's own names, on any port. */
    public static Authorities listeningOn(String host) {
        String address = host.replaceFirst("%.*", ""); // no Host value has a zone
        String written = address.contains(":") ? "[" + address + "]" : address;
        List<String> hosts = new ArrayList<>(List.of("localhost:*", "127.0.0.1:*", "[::1]:*"));
        if (wellFormed(written)) { // no request can name it otherwise
            hosts.add(written + ":*");
        }
        return new Authorities(hosts);
    }

    private Authorities() {
        any = true;
    }

    /** Every host that is written as one. */
    static Authorities any() {
        return new Authorities();
    }

    /** Judges what stands in Host or {@code :authority}. */
    Verdict judge(String authority) {
        if (authority.equals(lastAccepted)) {
            return Verdict.ACCEPTED; // nearly always: clients agree on one spelling
        }
        Verdict verdict = compare(authority);
        if (verdict.accepted()) {
            lastAccepted = authority;
        }
        return verdict;
    }

    private Verdict compare(String authority) {
        for (String entry : exact) {
            if (entry.equalsIgnoreCase(authority)) {
                return Verdict.ACCEPTED;
            }
        }
        if (!wellFormed(authority)) {
            return Verdict.HOST_FORM;
        }
        if (any) {
            return Verdict.ACCEPTED;
        }
        for (String entry : anyPort) {
            if (authority.length() > entry.length() && authority.regionMatches(true, 0, entry, 0, entry.length())) {
                return Verdict.ACCEPTED;
            }
        }
        return Verdict.HOST_UNKNOWN;
    }

    /** A name, an IPv4 address or a bracketed IPv6 one, and perhaps a port of digits. */
    private static boolean wellFormed(String authority) {
        int portAt = portAt(authority);
        String host = portAt < 0 ? authority : authority.substring(0, portAt);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String inner = bracketed ? host.substring(1, host.length() - 1) : host;
        if (inner.isEmpty() || inner.length() > 253 || !portFine(authority, portAt)) {
            return false;
        }
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean name = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
            boolean address =
                    c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':' || c == '.';
            if (bracketed ? !address : !name) {
                return false;
            }
        }
        return true;
    }

    private static boolean portFine(String authority, int portAt) {
        if (portAt < 0) {
            return true;
        }
        int digits = authority.length() - portAt - 1;
        int port = 0;
        for (int i = portAt + 1; i < authority.length() && digits <= 5; i++) {
            int digit = authority.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            port = port * 10 + digit;
        }
        return digits >= 1 && digits <= 5 && port >= 1 && port <= 65535;
    }

    private static int portAt(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }
}
