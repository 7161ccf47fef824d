package dev.weft.sandbox.scapi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Product search: phrase, refinements, sorting and pages. Orders of sorting are worked out once per site and edition. */
final class Searches {

    private static final int MOST_LETTERS = 50;
    private static final Map<String, String> SORTINGS = new TreeMap<>(Map.of(
            "best-matches", "Best Matches",
            "brand", "Brand",
            "price-high-to-low", "Price High to Low",
            "price-low-to-high", "Price Low to High",
            "product-name-ascending", "Product Name A - Z",
            "product-name-descending", "Product Name Z - A"));

    private final World world;
    private final Shown shown;
    private final SearchIndex index;
    private final ProductWriter products;
    private final HitWriter hits;
    private final Cache<Order, int[]> orders =
            Caffeine.newBuilder().maximumSize(100).build();

    private record Order(String sort, Site site, Language language, int edition) {}

    Searches(World world, Shown shown, SearchIndex index, ProductWriter products) {
        this.world = world;
        this.shown = shown;
        this.index = index;
        this.products = products;
        this.hits = new HitWriter(shown, products);
    }

    Reply search(Asked asked) {
        String phrase = asked.param("q").orElse("").trim();
        if (phrase.length() > MOST_LETTERS) {
            return Problems.badRequest("The query parameter 'q' has at most " + MOST_LETTERS + " characters.");
        }
        int limit = asked.number("limit", 25, 1, 200);
        int offset = asked.number("offset", 0, 0, 9_999_999);
        String sort = asked.param("sort").filter(SORTINGS::containsKey).orElse("best-matches");
        List<Refinement> refinements = Refinement.of(asked);
        BitSet found = phrase.isEmpty() ? index.everything() : index.matching(phrase, asked.language());
        refinements.forEach(it -> it.narrow(found, index, hits, products, asked.site()));
        Wish wish = Wish.of(asked.call(), asked.site(), shown.edition());
        JsonObject rest = rest(asked, phrase, found, refinements)
                .put("limit", limit)
                .put("offset", offset)
                .put("total", found.cardinality())
                .put("selectedSortingOption", sort);
        return Reply.json(200, joined(page(found, wish, sort, offset, limit), rest));
    }

    private List<byte[]> page(BitSet found, Wish wish, String sort, int offset, int limit) {
        List<byte[]> page = new ArrayList<>();
        int skipped = 0;
        for (int position : order(sort, wish)) {
            if (found.get(position) && skipped++ >= offset) {
                page.add(hits.hit(index.masters().get(position), wish));
                if (page.size() == limit) {
                    break;
                }
            }
        }
        return page;
    }

    private int[] order(String sort, Wish wish) {
        return orders.get(new Order(sort, wish.site(), wish.language(), wish.edition()), key -> {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < index.masters().size(); i++) {
                all.add(i);
            }
            comparator(key).ifPresent(all::sort);
            return all.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    /** The order wished for, by position; the best match is the order of the catalogue. */
    private Optional<Comparator<Integer>> comparator(Order order) {
        Comparator<Integer> byPrice =
                Comparator.comparingLong(it -> products.lowest(index.masters().get(it), order.site()));
        Comparator<Integer> byName = Comparator.comparing(it -> name(it, order.language()));
        return switch (order.sort()) {
            case "price-low-to-high" -> Optional.of(byPrice);
            case "price-high-to-low" -> Optional.of(byPrice.reversed());
            case "product-name-ascending" -> Optional.of(byName);
            case "product-name-descending" -> Optional.of(byName.reversed());
            case "brand" ->
                Optional.of(Comparator.comparing(
                        (Integer it) -> index.masters().get(it).brand()));
            default -> Optional.empty();
        };
    }

    private String name(int position, Language language) {
        return index.masters().get(position).name().in(language);
    }

    private JsonObject rest(Asked asked, String phrase, BitSet found, List<Refinement> refinements) {
        Language language = asked.language();
        JsonArray all = new JsonArray()
                .add(refinement(
                        SearchIndex.CATEGORY,
                        "Category",
                        found,
                        value -> world.catalogue()
                                .category(value)
                                .map(it -> it.name().in(language))
                                .orElse(value)))
                .add(refinement(SearchIndex.COLOUR, "Colour", found, value -> colour(value, language)))
                .add(refinement(SearchIndex.SIZE, "Size", found, value -> value))
                .add(refinement(SearchIndex.BRAND, "Brand", found, value -> value))
                .add(prices(found, asked.site()));
        JsonObject selected = new JsonObject();
        refinements.forEach(it -> selected.put(it.attribute(), String.join("|", it.values())));
        JsonArray sortings = new JsonArray();
        SORTINGS.forEach(
                (id, label) -> sortings.add(new JsonObject().put("id", id).put("label", label)));
        return new JsonObject()
                .put("query", phrase)
                .put("refinements", all)
                .put("selectedRefinements", selected)
                .put("sortingOptions", sortings)
                .put("searchPhraseSuggestions", Suggestions.terms(phrase));
    }

    private JsonObject refinement(String attribute, String label, BitSet found, UnaryOperator<String> name) {
        JsonArray values = new JsonArray();
        index.counts(attribute, found)
                .forEach((value, count) -> values.add(new JsonObject()
                        .put("value", value)
                        .put("label", name.apply(value))
                        .put("hitCount", count)));
        return new JsonObject()
                .put("attributeId", attribute)
                .put("label", label)
                .put("values", values);
    }

    /** Four buckets between the cheapest and the dearest of what the shop sells. */
    private JsonObject prices(BitSet found, Site site) {
        long unit = site.digits() == 0 ? 5_000 : 50;
        long scale = site.digits() == 0 ? 1 : 100;
        JsonArray values = new JsonArray();
        for (int bucket = 0; bucket < 4; bucket++) {
            long from = bucket * unit;
            long to = bucket == 3 ? unit * 20 : from + unit;
            long count = found.stream()
                    .mapToObj(it -> index.masters().get(it))
                    .mapToLong(it -> products.lowest(it, site))
                    .filter(it -> it >= from * scale && it < to * scale)
                    .count();
            if (count > 0) {
                values.add(new JsonObject()
                        .put("value", "(" + from + ".." + to + ")")
                        .put("label", from + " - " + to)
                        .put("hitCount", count));
            }
        }
        return new JsonObject()
                .put("attributeId", "price")
                .put("label", "Price")
                .put("values", values);
    }

    private String colour(String id, Language language) {
        for (Master master : index.masters()) {
            String name = ProductWriter.colours(master.variants(), language).get(id);
            if (name != null) {
                return name;
            }
        }
        return id;
    }

    private static byte[] joined(List<byte[]> page, JsonObject rest) {
        byte[] tail = rest.toBuffer().getBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                tail.length + 16 + page.stream().mapToInt(it -> it.length + 1).sum());
        out.writeBytes("{\"hits\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < page.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(page.get(i));
        }
        out.writeBytes("],".getBytes(StandardCharsets.US_ASCII));
        out.write(tail, 1, tail.length - 1);
        return out.toByteArray();
    }
}
