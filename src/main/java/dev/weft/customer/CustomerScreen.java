package dev.weft.customer;

import dev.weft.fanout.Composite;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.Part;
import dev.weft.kernel.Shopper;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything known about one shopper. Personal: it belongs to this one request.
 *
 * @param composite the parts, as they came
 */
public record CustomerScreen(Shopper shopper, Market market, Composite composite) {

    public Optional<Aged<Profile>> profile() {
        return find(CustomerPart.PROFILE);
    }

    public Optional<Aged<Membership>> membership() {
        return find(CustomerPart.LOYALTY);
    }

    public Optional<Aged<List<OrderSummary>>> orders() {
        return find(CustomerPart.ORDERS);
    }

    public Optional<Aged<BasketSummary>> basket() {
        return find(CustomerPart.BASKET);
    }

    private <V> Optional<Aged<V>> find(CustomerPart name) {
        Optional<Part<Map<Shopper, Aged<V>>>> part = composite.part(name.code());
        return part.flatMap(values ->
                values.fold(present -> Optional.ofNullable(present.value().get(shopper)), missing -> Optional.empty()));
    }
}
