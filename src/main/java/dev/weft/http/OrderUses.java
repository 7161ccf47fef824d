package dev.weft.http;

import dev.weft.inventory.Reservations;
import dev.weft.order.ChangeOrder;
import dev.weft.order.OrderStatus;
import dev.weft.order.PlaceOrder;
import java.util.function.Predicate;

/**
 * What the order routes are made of.
 *
 * @param erpDark true while the ERP of a site cannot be reached: an order is then accepted, and told so by its status
 */
public record OrderUses(
        PlaceOrder place,
        ChangeOrder change,
        OrderStatus status,
        Reservations reservations,
        Predicate<String> erpDark) {}
