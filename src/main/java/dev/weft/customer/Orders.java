package dev.weft.customer;

import dev.weft.kernel.Lookup;
import dev.weft.kernel.Shopper;
import java.util.List;

/** Port: the shopper's latest orders, newest first. Served by the ERP, which knows what really happened to them. */
@FunctionalInterface
public interface Orders extends Lookup<Shopper, List<OrderSummary>> {}
