package dev.weft.settings;

import dev.weft.http.scapi.KeepSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** Builds the face's rules from a document without mistakes. */
final class FaceReader {
    private FaceReader() {}

    static FaceRules face(Section face) {
        Map<String, FaceRules.Woven> sites = new LinkedHashMap<>();
        face.sections("sites")
                .forEach((id, site) -> sites.put(
                        id, new FaceRules.Woven(new LinkedHashSet<>(site.list("weave")), site.texts("inventories"))));
        return new FaceRules(
                face.requiredText("backend"),
                face.duration("timeout").orElseThrow(),
                face.duration("enrichment").orElseThrow(),
                face.integer("connections").orElseThrow(),
                face.bytes("maxAnswer").orElseThrow(),
                face.optional("cache").map(FaceReader::keep),
                sites);
    }

    private static KeepSettings keep(Section cache) {
        return new KeepSettings(
                cache.bytes("maxBytes").orElseThrow(),
                cache.duration("catalogue").orElseThrow(),
                cache.duration("goods").orElseThrow(),
                cache.duration("own").orElseThrow());
    }
}
