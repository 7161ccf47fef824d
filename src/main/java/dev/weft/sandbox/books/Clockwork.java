package dev.weft.sandbox.books;

import dev.weft.sandbox.data.OrderState;
import java.time.Duration;
import java.time.Instant;

/**
 * How orders move on by themselves, counted from when they came; zero is never.
 *
 * <p>An order's state is worked out when it is looked at, so a hundred thousand orders need no timers.
 */
public record Clockwork(Duration pick, Duration ship, Duration complete) {

    /** Orders stay as they are until somebody moves them. */
    public static final Clockwork STOPPED = new Clockwork(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public Clockwork {
        if (pick.isNegative() || ship.isNegative() || complete.isNegative()) {
            throw new IllegalArgumentException(
                    "pick, ship and complete are " + pick + ", " + ship + " and " + complete + ", expected 0 or more");
        }
    }

    OrderState state(Booking booking, Instant now) {
        OrderState kept = booking.state();
        if (kept == OrderState.CANCELLED) {
            return kept;
        }
        OrderState due = due(Duration.between(booking.placed(), now));
        return due.compareTo(kept) > 0 ? due : kept;
    }

    private OrderState due(Duration age) {
        if (reached(complete, age)) {
            return OrderState.COMPLETED;
        }
        if (reached(ship, age)) {
            return OrderState.SHIPPED;
        }
        return reached(pick, age) ? OrderState.PROCESSING : OrderState.PLACED;
    }

    private static boolean reached(Duration after, Duration age) {
        return !after.isZero() && age.compareTo(after) >= 0;
    }
}
