package dev.weft.http;

import dev.weft.inventory.Reservations;
import dev.weft.order.ChangeOrder;
import dev.weft.order.OrderStatus;
import dev.weft.order.PlaceOrder;

/** What the order routes are made of. */
public record OrderUses(PlaceOrder place, ChangeOrder change, OrderStatus status, Reservations reservations) {}
