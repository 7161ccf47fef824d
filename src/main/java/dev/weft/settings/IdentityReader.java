package dev.weft.settings;

import dev.weft.kernel.Secret;
import dev.weft.security.IssuerSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the issuers' settings from a document without mistakes. */
final class IdentityReader {
    private final Section root;

    IdentityReader(Section root) {
        this.root = root;
    }

    /** All issuers that some site names; one that none names would accept tokens for nothing. */
    List<IssuerSettings> issuers() {
        List<IssuerSettings> issuers = new ArrayList<>();
        root.section("identity").sections("issuers").forEach((name, issuer) -> {
            Set<String> sites = sites(name, issuer);
            if (!sites.isEmpty()) {
                issuers.add(issuer(name, issuer, sites));
            }
        });
        return issuers;
    }

    /** The issuer of operators' tokens, which are for no site. */
    IssuerSettings operators(String name) {
        return issuer(name, root.section("identity").section("issuers").section(name), Set.of("operators"));
    }

    private Set<String> sites(String name, Section issuer) {
        Set<String> sites = new LinkedHashSet<>(issuer.list("sites"));
        if (sites.isEmpty()) {
            root.sections("sites").forEach((id, site) -> {
                if (site.requiredText("issuer").equals(name)) {
                    sites.add(id);
                }
            });
        }
        return sites;
    }

    private static IssuerSettings issuer(String name, Section issuer, Set<String> sites) {
        boolean slas = issuer.requiredText("profile").equals("slas");
        return new IssuerSettings(
                name,
                slas ? IssuerSettings.Profile.SLAS : IssuerSettings.Profile.GENERIC,
                issuer.requiredText("issuer"),
                issuer.requiredText("audience"),
                sites,
                new IssuerSettings.Times(
                        issuer.duration("leeway").orElseThrow(),
                        issuer.duration("maxLifetime").orElseThrow()),
                issuer.optional("introspection")
                        .map(IdentityReader::introspection)
                        .orElseGet(() -> keys(issuer)));
    }

    private static IssuerSettings.Proof introspection(Section asking) {
        return new IssuerSettings.Introspection(
                URI.create(asking.requiredText("url")),
                asking.requiredText("clientId"),
                new Secret(asking.requiredText("clientSecret")),
                asking.duration("keep").orElseThrow(),
                asking.duration("timeout").orElseThrow(),
                asking.integer("perSecond").orElseThrow());
    }

    private static IssuerSettings.Proof keys(Section issuer) {
        return new IssuerSettings.Keys(
                URI.create(issuer.requiredText("jwks")),
                Set.copyOf(issuer.list("algorithms")),
                issuer.duration("jwksRefresh").orElseThrow(),
                issuer.duration("unknownKidRefresh").orElseThrow(),
                issuer.duration("jwksMaxStale").orElseThrow(),
                issuer.duration("jwksTimeout").orElseThrow());
    }
}
