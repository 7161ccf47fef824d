/**
 * Orders: accepted durably, handed to the ERP once, refunded exactly. Use cases {@link dev.weft.order.PlaceOrder} and its neighbours, over
 * three ports: {@link dev.weft.order.OrderStore} (what is on disk), {@link dev.weft.order.OrderSink} (the ERP) and
 * {@link dev.weft.order.PointsSink} (the loyalty ledger). Knows neither HTTP nor SQL nor any vendor.
 */
@NullMarked
package dev.weft.order;

import org.jspecify.annotations.NullMarked;
