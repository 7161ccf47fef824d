/**
 * What callers have changed: orders taken, stock moved, money and points given back, with indexes by reference so that a
 * hundred thousand orders answer as fast as ten. One {@link dev.weft.sandbox.books.OrderBook} and one {@link
 * dev.weft.sandbox.books.RefundBook} per ERP, one {@link dev.weft.sandbox.books.JournalBook} for loyalty.
 *
 * <p>Thread-safe and kept in memory only. This package knows no wire format; the invented past is in {@code data}.
 */
@NullMarked
package dev.weft.sandbox.books;

import org.jspecify.annotations.NullMarked;
