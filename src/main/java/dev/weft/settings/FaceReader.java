package dev.weft.settings;

import dev.weft.http.scapi.KeepSettings;
import dev.weft.kernel.Secret;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the face's rules from a document without mistakes. */
final class FaceReader {
    private FaceReader() {}

    static FaceRules face(Section face) {
        Map<String, FaceRules.Woven> sites = new LinkedHashMap<>();
        face.sections("sites")
                .forEach((id, site) -> sites.put(
                        id,
                        new FaceRules.Woven(
                                new LinkedHashSet<>(site.list("weave")),
                                new LinkedHashSet<>(site.list("writes")),
                                site.texts("inventories"),
                                site.optional("members").map(FaceReader::member),
                                new FaceRules.BasketPrice(
                                        site.text("basketPrice").orElse("off"),
                                        site.flag("strictPrices"),
                                        site.text("changedPrice")
                                                .filter("adjust"::equals)
                                                .isPresent()))));
        return new FaceRules(
                face.requiredText("backend"),
                face.duration("timeout").orElseThrow(),
                face.duration("enrichment").orElseThrow(),
                face.integer("connections").orElseThrow(),
                face.bytes("maxAnswer").orElseThrow(),
                fields(face),
                face.optional("cache").map(FaceReader::keep),
                face.optional("orders")
                        .map(orders -> new FaceRules.Orders(
                                orders.requiredText("backend"),
                                orders.duration("sweep").orElseThrow(),
                                orders.duration("hold").orElseThrow())),
                face.optional("agent").map(FaceReader::agent),
                face.text("hookSecret").map(Secret::new),
                sites);
    }

    private static Set<String> fields(Section face) {
        return face.section("headers").list("allow").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static FaceRules.Agent agent(Section agent) {
        return new FaceRules.Agent(
                agent.requiredText("backend"),
                agent.requiredText("id"),
                agent.requiredText("clientId"),
                new Secret(agent.requiredText("clientSecret")),
                agent.requiredText("redirectUri"));
    }

    private static FaceRules.Member member(Section members) {
        return new FaceRules.Member(
                members.requiredText("tier"),
                members.requiredText("points"),
                members.requiredText("currency"),
                members.texts("callouts"));
    }

    private static KeepSettings keep(Section cache) {
        return new KeepSettings(
                cache.bytes("maxBytes").orElseThrow(),
                cache.duration("catalogue").orElseThrow(),
                cache.duration("goods").orElseThrow(),
                cache.duration("own").orElseThrow(),
                cache.flag("contexts"));
    }
}
