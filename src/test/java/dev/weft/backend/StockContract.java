package dev.weft.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kernel.Quantity;
import dev.weft.kernel.Sku;
import dev.weft.product.StockLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Port contract of {@link dev.weft.product.Stock}: SKU 10000231 has 12 and a half in Hamburg and 3 in Lyon. */
public abstract class StockContract extends SiteContract<Sku, StockLevel> {
    protected static final StockLevel NOTHING = level("0", "0");

    protected static StockLevel level(String hamburg, String lyon) {
        return new StockLevel(List.of(at("hamburg", hamburg), at("lyon", lyon)));
    }

    private static StockLevel.AtLocation at(String location, String units) {
        return new StockLevel.AtLocation(location, new Quantity(new java.math.BigDecimal(units)));
    }

    @Override
    protected final Sku known() {
        return Sku.of("10000231");
    }

    @Override
    protected final Sku unknown() {
        return Sku.of("99999999");
    }

    @Override
    protected final StockLevel expected() {
        return level("12.5", "3");
    }

    @Test
    void asksForFiftySkusInOneCall() {
        serve();
        Set<Sku> fifty = new HashSet<>(Set.of(known()));
        for (int i = 1; i < 50; i++) {
            fifty.add(Sku.of(Integer.toString(20_000_000 + i)));
        }
        assertThat(fetch(fifty, EU)).containsEntry(known(), expected());
        assertThat(backend.seen()).hasSize(1);
    }
}
