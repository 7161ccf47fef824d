package dev.weft.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ERP says of an order.
 *
 * @param stage confirmed, picking, shipped or cancelled
 * @param shipments what was sent so far
 */
public record Fulfilment(OrderRecord.Stage stage, List<Shipment> shipments) {
    public Fulfilment {
        shipments = List.copyOf(shipments);
    }

    /**
     * One parcel.
     *
     * @param units by line number, how many units are in it; empty where the ERP does not say
     */
    public record Shipment(String delivery, Optional<String> tracking, Map<Integer, Integer> units) {
        public Shipment {
            units = Map.copyOf(units);
        }
    }
}
