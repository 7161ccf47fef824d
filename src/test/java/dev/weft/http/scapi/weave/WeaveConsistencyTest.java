package dev.weft.http.scapi.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.http.scapi.json.Document;
import dev.weft.http.scapi.json.Edits;
import dev.weft.inventory.Position;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Money;
import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.Price;
import dev.weft.product.StockLevel;
import dev.weft.testing.ManualClock;
import dev.weft.testing.Samples;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever commerce says: after weaving, every page of a storefront shows what of the ERP's stock is for sale and its price, and all the same. */
class WeaveConsistencyTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final int ROUNDS = 400;

    private final StockWeave stockWeave = new StockWeave(
            "erp",
            (keys, market, context) -> Future.succeededFuture(Map.of()),
            Map.of("site_list", StockWeave.ALL, "store_a", "a"));
    private final PriceWeave priceWeave =
            new PriceWeave("erp", (keys, market, context) -> Future.succeededFuture(Map.of()), EUR);

    @Test
    void everyPageShowsTheErpsTruth() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Showcase commerce = new Showcase(random);
            List<String> skus = skus(1 + random.nextInt(12));
            Erp erp = Erp.random(skus, random);

            JsonNode master = woven(Goods.Kind.PRODUCT, commerce.master("M", skus), erp);
            JsonNode hit = woven(Goods.Kind.HIT, commerce.hit("M", skus), erp);
            String chosen = skus.get(random.nextInt(skus.size()));
            JsonNode line = woven(Goods.Kind.PRODUCT, commerce.variant(chosen, skus), erp);

            BigDecimal lowest =
                    skus.stream().map(erp::price).min(BigDecimal::compareTo).orElseThrow();
            BigDecimal highest =
                    skus.stream().map(erp::price).max(BigDecimal::compareTo).orElseThrow();
            for (JsonNode page : List.of(master, hit, line)) {
                swatches(page, erp);
            }
            for (JsonNode page : List.of(master, line)) {
                JsonNode family = page.path("master");
                assertThat(family.path("price").decimalValue()).isEqualByComparingTo(lowest);
                assertThat(family.path("priceMax").decimalValue()).isEqualByComparingTo(highest);
                assertThat(family.at("/prices/sale").decimalValue()).isEqualByComparingTo(lowest);
                assertThat(family.path("orderable").asBoolean()).isEqualTo(erp.unitsOfAll() > 0);
            }
            for (JsonNode page : List.of(master, hit)) {
                assertThat(StorefrontModel.current(page)).as("seed " + seed).isEqualByComparingTo(lowest);
                assertThat(StorefrontModel.struckThrough(page))
                        .as("seed " + seed)
                        .isEmpty();
                assertThat(page.path("price").decimalValue()).isEqualByComparingTo(lowest);
                assertThat(page.path("priceMax").decimalValue()).isEqualByComparingTo(highest);
                assertThat(page.at("/priceRanges/0/minPrice").decimalValue()).isEqualByComparingTo(lowest);
                assertThat(page.at("/priceRanges/0/maxPrice").decimalValue()).isEqualByComparingTo(highest);
                for (String sku : skus) {
                    assertThat(StorefrontModel.variantOutOfStock(page, sku)).isEqualTo(erp.units(sku) == 0);
                }
            }
            assertThat(StorefrontModel.outOfStock(master)).as("seed " + seed).isEqualTo(erp.unitsOfAll() == 0);
            assertThat(hit.path("orderable").asBoolean()).isEqualTo(erp.unitsOfAll() > 0);
            cart(line, chosen, erp, 1 + random.nextInt(30));
        }
    }

    private static void swatches(JsonNode page, Erp erp) {
        for (JsonNode group : page.path("variationGroups")) {
            String colour = group.at("/variationValues/color").asText();
            List<String> skus = new ArrayList<>();
            page.path("variants").forEach(variant -> {
                if (variant.at("/variationValues/color").asText().equals(colour)) {
                    skus.add(variant.path("productId").asText());
                }
            });
            assertThat(StorefrontModel.from(page, colour))
                    .isEqualByComparingTo(skus.stream()
                            .map(erp::price)
                            .min(BigDecimal::compareTo)
                            .orElseThrow());
            assertThat(StorefrontModel.crossedOut(page, colour))
                    .isEqualTo(skus.stream().allMatch(sku -> erp.units(sku) == 0));
        }
    }

    private static void cart(JsonNode line, String sku, Erp erp, long wanted) {
        assertThat(StorefrontModel.current(line)).isEqualByComparingTo(erp.price(sku));
        assertThat(StorefrontModel.struckThrough(line)).isEmpty();
        assertThat(line.at("/prices/list").decimalValue()).isEqualByComparingTo(erp.price(sku));
        assertThat(line.at("/prices/sale").decimalValue()).isEqualByComparingTo(erp.price(sku));
        assertThat(StorefrontModel.outOfStock(line)).isEqualTo(erp.units(sku) == 0);
        long units = erp.units(sku);
        assertThat(StorefrontModel.onlyLeft(line, wanted))
                .isEqualTo(units > 0 && units < wanted ? Optional.of(units) : Optional.empty());
        assertThat(StorefrontModel.lineUnavailable(line, "", wanted)).isEqualTo(units < wanted);
        assertThat(StorefrontModel.lineUnavailable(line, "site_list", wanted)).isEqualTo(units < wanted);
        assertThat(StorefrontModel.lineUnavailable(line, "store_a", wanted)).isEqualTo(erp.unitsAt(sku, "a") < wanted);
        assertThat(line.at("/inventory/ats").asLong()).isEqualTo(units);
    }

    @Test
    void aColourCanBeHadWhereOneOfItsVariantsCan() throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String> skus = skus(1 + random.nextInt(12));
            Erp erp = Erp.random(skus, random);
            JsonNode before = new Showcase(random).master("M", skus);
            JsonNode after = woven(Goods.Kind.PRODUCT, before, erp);
            if (orderable(before).equals(orderable(after))) {
                continue; // commerce was right about all variants, and so about what they have in common
            }
            for (JsonNode attribute : after.path("variationAttributes")) {
                for (JsonNode value : attribute.path("values")) {
                    boolean can = false;
                    for (JsonNode variant : after.path("variants")) {
                        can |= variant.path("orderable").asBoolean()
                                && variant.path("variationValues")
                                        .path(attribute.path("id").asText())
                                        .equals(value.path("value"));
                    }
                    assertThat(value.path("orderable").asBoolean())
                            .as("seed " + seed + " " + value)
                            .isEqualTo(can);
                }
            }
        }
    }

    private static List<Boolean> orderable(JsonNode master) {
        List<Boolean> flags = new ArrayList<>();
        master.path("variants")
                .forEach(variant -> flags.add(variant.path("orderable").asBoolean()));
        return flags;
    }

    @Test
    void anInventoryListOfSomebodyElseIsLeftAlone() throws IOException {
        Random random = new Random(7);
        JsonNode shown = new Showcase(random).variant("s0", skus(3));
        shown.path("inventories").forEach(list -> ((ObjectNode) list).put("ats", 7_777));
        JsonNode before = reread(shown);
        JsonNode after = woven(Goods.Kind.PRODUCT, before, Erp.random(skus(3), random));
        assertThat(after.at("/inventories/2")).isEqualTo(before.at("/inventories/2"));
        assertThat(after.at("/inventories/1")).isNotEqualTo(before.at("/inventories/1"));
    }

    @Test
    void whatTheErpDoesNotKnowKeepsCommercesWord() throws IOException {
        Random random = new Random(11);
        JsonNode before = reread(new Showcase(random).master("M", skus(4)));
        assertThat(woven(Goods.Kind.PRODUCT, before, new Erp(Map.of(), Map.of(), Map.of(), 0)))
                .isEqualTo(before);
    }

    @Test
    void anotherCurrencysPricesAreLeftAlone() throws IOException {
        Random random = new Random(13);
        List<String> skus = skus(4);
        JsonNode before = reread(new Showcase(random).variant("s0", skus).put("currency", "GBP"));
        JsonNode after = woven(Goods.Kind.PRODUCT, before, Erp.random(skus, random));
        assertThat(after.path("price")).isEqualTo(before.path("price"));
        assertThat(after.path("tieredPrices")).isEqualTo(before.path("tieredPrices"));
        assertThat(after.path("prices")).isEqualTo(before.path("prices"));
    }

    @Test
    void whatSaysTheSameAlreadyComesOutByteForByte() throws IOException {
        Random random = new Random(17);
        List<String> skus = skus(5);
        Erp erp = Erp.random(skus, random);
        byte[] once = weave(Goods.Kind.PRODUCT, Showcase.bytes(new Showcase(random).master("M", skus)), erp);
        byte[] spaced = new String(once, java.nio.charset.StandardCharsets.UTF_8)
                .replaceAll("\"price\":([0-9]+)([,}])", "\"price\": $1.00$2")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(weave(Goods.Kind.PRODUCT, spaced, erp)).isEqualTo(spaced);
    }

    private static JsonNode reread(JsonNode document) throws IOException {
        return Showcase.JSON.readTree(Showcase.bytes(document));
    }

    private JsonNode woven(Goods.Kind kind, JsonNode document, Erp erp) throws IOException {
        return Showcase.JSON.readTree(weave(kind, Showcase.bytes(document), erp));
    }

    private byte[] weave(Goods.Kind kind, byte[] source, Erp erp) {
        Document document = Document.scan(source, kind.shape()).orElseThrow();
        List<Goods> goods = new ArrayList<>();
        Goods.add(kind, document.roots().get(0), goods);
        Edits edits = document.edits();
        Map<Sku, Aged<StockLevel>> sold = erp.sold();
        goods.forEach(one -> stockWeave.lay(one, sold, edits));
        goods.forEach(one -> priceWeave.lay(one, erp.prices(), edits));
        return edits.apply();
    }

    private static List<String> skus(int count) {
        List<String> skus = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            skus.add("s" + i);
        }
        return skus;
    }

    /** What the ERP says, what our ledger has of it to promise, and how many units of each place are never sold. */
    private record Erp(
            Map<Sku, Aged<StockLevel>> stock,
            Map<Sku, Aged<Price>> prices,
            Map<Sku, List<Position>> ledger,
            int safety) {
        static Erp random(List<String> skus, Random random) {
            Map<Sku, List<Position>> ledger = new HashMap<>();
            Map<Sku, Aged<StockLevel>> stock = new HashMap<>();
            Map<Sku, Aged<Price>> prices = new HashMap<>();
            for (String sku : skus) {
                int a = random.nextInt(3) * random.nextInt(20) - random.nextInt(3);
                int b = random.nextInt(2) * random.nextInt(20);
                stock.put(
                        Sku.of(sku),
                        Aged.fresh(
                                new StockLevel(List.of(
                                        new StockLevel.AtLocation("a", Quantity.of(a)),
                                        new StockLevel.AtLocation("b", Quantity.of(b)))),
                                0));
                List<Position> positions = new ArrayList<>();
                for (String place : List.of("a", "b", "elsewhere")) {
                    if (random.nextBoolean()) {
                        positions.add(new Position(Sku.of(sku), place, random.nextInt(20), Instant.EPOCH));
                    }
                }
                ledger.put(Sku.of(sku), positions);
                Money amount = Money.ofMinor(100 + random.nextInt(20_000), EUR);
                prices.put(Sku.of(sku), Aged.fresh(new Price(amount, 1, "L", Optional.empty()), 0));
            }
            return new Erp(stock, prices, ledger, random.nextInt(3));
        }

        Map<Sku, Aged<StockLevel>> sold() {
            SoldStock sold = new SoldStock(
                    (keys, market, context) -> Future.succeededFuture(stock),
                    asked -> Future.succeededFuture(ledger),
                    new SoldStock.Rules(Map.of("a", (long) safety, "b", (long) safety)),
                    () -> 0);
            return sold.fetch(stock.keySet(), Samples.EUROPE, new ManualClock().request(1_000))
                    .await();
        }

        BigDecimal price(String sku) {
            return prices.get(Sku.of(sku)).value().amount().major();
        }

        long unitsAt(String sku, String location) {
            long sum = 0;
            for (StockLevel.AtLocation at : stock.get(Sku.of(sku)).value().locations()) {
                if (at.location().equals(location)) {
                    sum += Math.max(0, at.available().amount().longValue() - safety);
                }
            }
            for (Position position : ledger.get(Sku.of(sku))) {
                sum = position.location().equals(location) ? Math.min(sum, position.available()) : sum;
            }
            return sum;
        }

        long units(String sku) {
            return unitsAt(sku, "a") + unitsAt(sku, "b");
        }

        long unitsOfAll() {
            return stock.keySet().stream().mapToLong(sku -> units(sku.value())).sum();
        }
    }
}
