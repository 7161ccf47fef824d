package dev.weft.store;

import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done about a store's clock that was set back. Times that were written before lie ahead of it then, and until it has caught up with
 * them, which may take hours, no level would be new and no entry due.
 *
 * <ul>
 *   <li>A position's cut-off that lies ahead is as good as unknown: {@link Feed} takes the next level.
 *   <li>An entry that is due later than the longest pause there is, is due after that pause ({@link #bringNear}). Where it came into doubt
 *       before the step it is not: the doubt counts by the clock as it was, and to ask before the other system's lag has surely passed is to
 *       send twice.
 *   <li>Reservations, and promises handed over before, last as long as the clock says. In doubt we sell too little.
 * </ul>
 *
 * <p>A clock that is behind by less than {@value #TOLERATED_MILLIS} ms is none that was set back: transactions of several processes begin in
 * another order than they take their locks in, and none waits that long for one. An instance is confined to the writer.
 */
final class SetBack {
    private static final Logger LOG = LoggerFactory.getLogger(SetBack.class);
    private static final long TOLERATED_MILLIS = 5_000;

    /** What {@code dev.weft.outbox} waits at most before it tries an entry again that is not in doubt. */
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    /** An entry in doubt waits for its system's lag, which is configured: none is expected to be longer than this. */
    private static final long LONGEST_LAG_MILLIS = 600_000;

    /** So many entries are a full step: there may be more. */
    static final int STEP = 500;

    private long latest;

    /** Whether {@code time}, written down before, lies so far ahead of {@code now} that the clock must have been set back since. */
    static boolean ahead(long time, long now) {
        return time - now > TOLERATED_MILLIS;
    }

    /** Tells the log, once for each time that it happens; {@code now} is the store's time as a transaction begins. */
    void seen(long now) {
        if (ahead(latest, now)) {
            LOG.warn(
                    "the store's clock was set back by {} s: reservations, and what is in doubt, wait until it has caught up",
                    (latest - now) / 1_000);
        }
        latest = now;
    }

    /** Entries that would wait for the clock to catch up are due soon: {@link #STEP} at most. Answers how many. */
    static int bringNear(Tx tx) throws SQLException {
        long soon = tx.now() + LONGEST_PAUSE_MILLIS;
        List<String> far = tx.query(
                "SELECT id FROM outbox WHERE ready = 1 AND state = 'WAITING' AND next_at > ? AND (unsettled_since IS NULL"
                        + " OR (unsettled_since <= ? AND next_at > ?)) LIMIT " + STEP
                        + tx.dialect().skipLocked(),
                row -> row.getString(1),
                soon + TOLERATED_MILLIS,
                tx.now(),
                tx.now() + LONGEST_LAG_MILLIS);
        if (!far.isEmpty()) {
            tx.update("UPDATE outbox SET next_at = ? WHERE " + tx.dialect().in("id"), soon, far);
        }
        return far.size();
    }
}
