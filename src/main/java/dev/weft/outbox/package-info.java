/**
 * Effects on other systems that must happen once, and survive a crash: durable entries, one lane per backend, and the relay that sends
 * them. An entry is written in the same transaction as what it follows from. It knows nothing of orders: what an entry means, and how the
 * other system is asked whether it already happened, is a {@link dev.weft.outbox.Delivery}'s business.
 */
@NullMarked
package dev.weft.outbox;

import org.jspecify.annotations.NullMarked;
