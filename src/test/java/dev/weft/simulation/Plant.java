package dev.weft.simulation;

import dev.weft.order.OrderStore;
import dev.weft.outbox.Delivery;
import javax.sql.DataSource;

/** A bug planted from outside: in the text of a statement or of the schema, or around a port. One for each run. */
interface Plant {
    Plant NONE = new Plant() {};

    /** The text that is carried out in place of {@code sql}. */
    default String sql(String sql) {
        return sql;
    }

    default DataSource source(DataSource source) {
        return source;
    }

    default OrderStore orders(OrderStore orders) {
        return orders;
    }

    default Delivery delivery(Delivery delivery) {
        return delivery;
    }
}
