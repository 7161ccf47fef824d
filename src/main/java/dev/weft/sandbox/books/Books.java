package dev.weft.sandbox.books;

import dev.weft.sandbox.data.World;
import dev.weft.sandbox.fault.Habits;
import java.time.InstantSource;
import java.util.function.Supplier;

/** All books of one ERP, and the habits it keeps them by. */
public record Books(OrderBook orders, RefundBook refunds, Supplier<Habits> habits) {

    /** Empty books. {@code firstNumber} is the number of the first order taken. */
    public static Books of(World world, InstantSource clock, Supplier<Habits> habits, long firstNumber) {
        return new Books(new OrderBook(world, clock, habits, firstNumber), new RefundBook(clock, habits), habits);
    }

    public void reset() {
        orders.reset();
        refunds.reset();
    }
}
