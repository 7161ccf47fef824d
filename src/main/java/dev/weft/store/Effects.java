package dev.weft.store;

import dev.weft.journey.BasketTold;
import dev.weft.order.OrderEffect;
import dev.weft.order.OrderEffect.CancelRefused;
import dev.weft.order.OrderEffect.Cancelled;
import dev.weft.order.OrderEffect.Confirmed;
import dev.weft.order.OrderEffect.PointsBooked;
import dev.weft.order.OrderEffect.RefundConfirmed;
import dev.weft.order.OrderEffect.RefundFailed;
import dev.weft.order.OrderId;
import dev.weft.order.OrderRecord.Stage;
import dev.weft.outbox.Effect;
import java.sql.SQLException;
import java.util.List;

/** What follows on our side from the end of an entry, in the entry's own transaction. Each may be applied again without changing more. */
final class Effects {
    private Effects() {}

    static void apply(Tx tx, Effect effect) throws SQLException {
        if (effect instanceof BasketTold told) {
            BasketsSql.told(tx, told);
            return;
        }
        if (!(effect instanceof OrderEffect it)) {
            throw new IllegalArgumentException(
                    "effect: " + effect.getClass() + " (expected: one of OrderEffect, or BasketTold)");
        }
        if (it instanceof Confirmed confirmed) {
            confirmed(tx, confirmed);
        } else if (it instanceof Cancelled cancelled) {
            Changes.progress(tx, cancelled.order(), Stage.CANCELLED);
        } else if (it instanceof CancelRefused refused) {
            cancelRefused(tx, refused.order());
        } else if (it instanceof RefundConfirmed refund) {
            refundConfirmed(tx, refund);
        } else if (it instanceof RefundFailed refund) {
            refundFailed(tx, refund);
        } else {
            booked(tx, (PointsBooked) it);
        }
    }

    private static void confirmed(Tx tx, Confirmed confirmed) throws SQLException {
        Changes.progress(tx, confirmed.order(), Stage.CONFIRMED);
        tx.update(
                "UPDATE orders SET erp_number = ? WHERE id = ?",
                confirmed.erpNumber(),
                confirmed.order().value());
        Promises.handedOver(tx, confirmed.order());
    }

    private static void cancelRefused(Tx tx, OrderId order) throws SQLException {
        for (Changes.Stages now : Changes.Stages.lock(tx, order)) {
            if (now.current() == Stage.CANCELLING) {
                Changes.move(tx, order, Stage.CANCELLING, now.before());
            }
        }
    }

    private static void refundConfirmed(Tx tx, RefundConfirmed refund) throws SQLException {
        int changed = tx.update(
                "UPDATE refunds SET state = 'CONFIRMED', erp_document = ? WHERE reference = ? AND state = 'PENDING'",
                refund.document(),
                refund.reference());
        if (changed > 0) {
            touched(tx, refund.order());
        }
    }

    private static void refundFailed(Tx tx, RefundFailed refund) throws SQLException {
        Changes.Stages.lock(tx, refund.order());
        record Amounts(long money, long points) {}
        List<Amounts> pending = tx.query(
                "SELECT money, points_value FROM refunds WHERE reference = ? AND state = 'PENDING'",
                row -> new Amounts(row.getLong(1), row.getLong(2)),
                refund.reference());
        for (Amounts amounts : pending) {
            tx.update("UPDATE refunds SET state = 'FAILED' WHERE reference = ?", refund.reference());
            tx.update(
                    "UPDATE orders SET refunded = refunded - ?, refunded_points = refunded_points - ? WHERE id = ?",
                    amounts.money(),
                    amounts.points(),
                    refund.order().value());
            touched(tx, refund.order());
        }
    }

    private static void booked(Tx tx, PointsBooked booked) throws SQLException {
        tx.update(
                "INSERT INTO journals (order_id, reference, journal_id) VALUES (?, ?, ?)"
                        + " ON CONFLICT (order_id, reference) DO NOTHING",
                booked.order().value(),
                booked.reference(),
                booked.journalId());
    }

    private static void touched(Tx tx, OrderId order) throws SQLException {
        tx.update("UPDATE orders SET version = version + 1, changed_at = ? WHERE id = ?", tx.now(), order.value());
    }
}
