package dev.weft.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks addresses: plain http only to this machine, and never to the address clouds keep credentials at. */
final class Links {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");
    private static final Pattern LINK_LOCAL = Pattern.compile("169\\.254\\..*|\\[fe[89ab].*|\\[fd00:ec2::254]");

    private Links() {}

    /** The address under {@code key}; empty where it is absent or a problem was reported. */
    static Optional<URI> check(Section section, String key, Findings findings) {
        return check(section, key, false, findings);
    }

    /** As the other, where {@code plain} says that the user takes the risk of http. */
    static Optional<URI> check(Section section, String key, boolean plain, Findings findings) {
        Optional<String> text = section.text(key).filter(url -> !url.contains("${"));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        KeyPath at = section.path().key(key);
        try {
            return check(new URI(text.get()), at, plain, findings);
        } catch (URISyntaxException e) {
            findings.error(at, "not a URL: " + findings.shown(at), "Write https://host/path.");
            return Optional.empty();
        }
    }

    private static Optional<URI> check(URI url, KeyPath at, boolean plain, Findings findings) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        if (host.isEmpty()) {
            findings.error(at, "no host in " + findings.shown(at), "Write https://host/path.");
        } else if (url.getQuery() != null || url.getFragment() != null) {
            findings.error(at, "a query or fragment does not belong here", "End the URL before '?' and '#'.");
        } else if (LINK_LOCAL.matcher(host).matches()) {
            findings.error(at, "a link-local address is never called", "Name the system's own host.");
        } else if ("http".equals(url.getScheme()) && !loopback(url) && plain) {
            findings.warning(at, "everything sent there can be read on the way (plainHttp)", "Write https://.");
            return Optional.of(url);
        } else if ("http".equals(url.getScheme()) && !loopback(url)) {
            findings.error(at, "http is allowed to this machine only, found " + findings.shown(at), "Write https://.");
        } else {
            return Optional.of(url);
        }
        return Optional.empty();
    }

    static boolean loopback(URI url) {
        return url.getHost() != null
                && LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
    }
}
