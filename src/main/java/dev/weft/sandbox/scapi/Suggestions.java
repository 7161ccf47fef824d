package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is suggested while a phrase is typed: products, categories and brands. */
final class Suggestions {

    private final World world;
    private final SearchIndex index;
    private final ProductWriter products;

    Suggestions(World world, SearchIndex index, ProductWriter products) {
        this.world = world;
        this.index = index;
        this.products = products;
    }

    Reply suggest(Asked asked) {
        String phrase = asked.param("q").orElse("").trim();
        if (phrase.length() < 3 || phrase.length() > 50) {
            return Problems.badRequest("The query parameter 'q' has 3 to 50 characters.");
        }
        int limit = asked.number("limit", 5, 1, 10);
        Language language = asked.language();
        List<Master> found = index.matching(phrase, language).stream()
                .limit(limit)
                .mapToObj(it -> index.masters().get(it))
                .toList();
        JsonObject json = new JsonObject().put("searchPhrase", phrase);
        json.put(
                "productSuggestions",
                terms(phrase).put("products", BasketWriter.list(found, it -> product(it, asked))));
        json.put("categorySuggestions", terms(phrase).put("categories", categories(phrase, language, limit)));
        JsonArray brands = new JsonArray();
        found.stream().map(Master::brand).distinct().forEach(it -> brands.add(phrase(it, phrase)));
        json.put("brandSuggestions", terms(phrase).put("suggestedPhrases", brands));
        if (asked.flag("includeEinsteinSuggestedPhrases")) {
            json.put(
                    "einsteinSuggestedPhrases",
                    new JsonObject()
                            .put("popularSearchPhrases", new JsonArray())
                            .put("recentSearchPhrases", new JsonArray()));
        }
        return Reply.json(200, json.toBuffer().getBytes());
    }

    /** The part every suggestion has: the words as they were typed, none corrected. */
    static JsonObject terms(String phrase) {
        JsonArray terms = new JsonArray();
        for (String term : SearchIndex.terms(phrase)) {
            terms.add(new JsonObject()
                    .put("originalTerm", term)
                    .put(
                            "terms",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("value", term)
                                            .put("corrected", false)
                                            .put("completed", false)
                                            .put("exactMatch", true))));
        }
        return new JsonObject().put("suggestedTerms", terms);
    }

    private JsonObject product(Master master, Asked asked) {
        return new JsonObject()
                .put("productId", master.id())
                .put("productName", master.name().in(asked.language()))
                .put("currency", asked.site().currency())
                .put("price", BasketWriter.amount(products.lowest(master, asked.site()), asked.site()));
    }

    private JsonArray categories(String phrase, Language language, int limit) {
        String lower = phrase.toLowerCase(Locale.ROOT);
        JsonArray found = new JsonArray();
        world.catalogue().childrenOf("root").stream()
                .flatMap(it -> Stream.concat(Stream.of(it), world.catalogue().childrenOf(it.id()).stream()))
                .filter(it -> it.name().in(language).toLowerCase(Locale.ROOT).contains(lower))
                .limit(limit)
                .forEach(it -> found.add(new JsonObject()
                        .put("id", it.id())
                        .put("name", it.name().in(language))
                        .put(
                                "parentCategoryName",
                                world.catalogue()
                                        .category(it.parent())
                                        .orElseThrow()
                                        .name()
                                        .in(language))));
        return found;
    }

    private static JsonObject phrase(String text, String typed) {
        return new JsonObject().put("phrase", text).put("exactMatch", text.equalsIgnoreCase(typed));
    }
}
