/**
 * Commerce: SLAS, which signs shopper tokens, and the Shopper APIs of a whole journey, from search to order. Way in: {@link
 * dev.weft.sandbox.scapi.Commerce}; what is answered stands in the three classes named Routes. Answers follow Salesforce's
 * OpenAPI; tokens have SLAS's claims and are checked on every Shopper call.
 *
 * <p>What shoppers make (customers, baskets, orders, lists) lives in stores of immutable values with a bound each; what is
 * forgotten is gone, or is as the world made it. Prices and stock lag behind the ERP's where {@code data.Prices} and {@code
 * data.Stock} say so, until {@code PUT /_sandbox/scapi/lag} with {@code price} or {@code stock} false. An order takes no stock
 * away.
 */
@NullMarked
package dev.weft.sandbox.scapi;

import org.jspecify.annotations.NullMarked;
