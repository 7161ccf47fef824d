package dev.weft.product;

import dev.weft.fanout.Composite;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.Part;
import dev.weft.kernel.Sku;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything known about the products of one screen.
 *
 * @param skus what was asked for, in that order
 * @param market where it was asked
 * @param composite the parts, as they came
 */
public record ProductScreen(Set<Sku> skus, Market market, Composite composite) {

    public Optional<Aged<Content>> content(Sku sku) {
        return find(ProductPart.CONTENT, sku);
    }

    public Optional<Aged<Price>> price(Sku sku) {
        return find(ProductPart.PRICE, sku);
    }

    public Optional<Aged<StockLevel>> stock(Sku sku) {
        return find(ProductPart.STOCK, sku);
    }

    /** How money turns into points here; the same for every product. */
    public Optional<Aged<EarnRates>> earnRates() {
        Optional<Part<Map<String, Aged<EarnRates>>>> part = composite.part(ProductPart.POINTS.code());
        return part.flatMap(rates ->
                rates.fold(present -> present.value().values().stream().findFirst(), missing -> Optional.empty()));
    }

    /** True when content was asked for and answered, and does not know {@code sku}. */
    public boolean unknown(Sku sku) {
        Optional<Part<Map<Sku, Aged<Content>>>> part = composite.part(ProductPart.CONTENT.code());
        return part.isPresent()
                && part.get()
                        .fold(
                                present -> present.gap().isEmpty()
                                        && !present.value().containsKey(sku),
                                missing -> false);
    }

    private <V> Optional<Aged<V>> find(ProductPart name, Sku sku) {
        Optional<Part<Map<Sku, Aged<V>>>> part = composite.part(name.code());
        return part.flatMap(values ->
                values.fold(present -> Optional.ofNullable(present.value().get(sku)), missing -> Optional.empty()));
    }
}
