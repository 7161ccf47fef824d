/**
 * SQL behind the ports of orders, stock, outbox and baskets: SQLite in a file by default, PostgreSQL where configured, one set of statements
 * and one behaviour. Way in: {@link dev.weft.store.Database}. Knows the features' records and no feature's rules: what is decided inside a
 * transaction comes in as a pure function.
 */
@NullMarked
package dev.weft.store;

import org.jspecify.annotations.NullMarked;
