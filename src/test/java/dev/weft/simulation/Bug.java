package dev.weft.simulation;

import dev.weft.kernel.Failure;
import dev.weft.kernel.RequestContext;
import dev.weft.outbox.Delivery;
import dev.weft.outbox.Entry;
import dev.weft.outbox.Outcome;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Bugs that somebody could write, each at the place where they would. The simulator must find every one of them. */
enum Bug implements Plant {
    /** The key's row is not unique: two processes that looked at the same time both find that nobody had it. */
    CONSTRAINT_DROPPED {
        @Override
        public String sql(String sql) {
            return sql.replace("scope TEXT PRIMARY KEY", "scope TEXT");
        }
    },

    /** Positions are neither locked nor guarded by their version: the later of two writers wins. */
    STOCK_WITHOUT_LOCK {
        @Override
        public String sql(String sql) {
            return sql.startsWith("SELECT sku, location, available")
                    ? unlocked(sql)
                    : sql.replace("AND location = ? AND version = ?", "AND location = ? AND version >= ?");
        }
    },

    /** After a doubtful send it is taken for granted that nothing was applied. */
    LOOKUP_SKIPPED {
        @Override
        public Delivery delivery(Delivery delivery) {
            return new Delivery() {
                @Override
                public Future<Outcome> send(Entry entry, RequestContext context) {
                    return delivery.send(entry, context);
                }

                @Override
                public Future<Outcome> ask(Entry entry, RequestContext context) {
                    Failure absent = Failure.of(Failure.Reason.NOT_FOUND, "erp", "surely absent");
                    return Future.succeededFuture(new Outcome.NotApplied(absent, false));
                }

                @Override
                public Duration lag() {
                    return delivery.lag();
                }
            };
        }
    },

    /** A lookup asks at once, before what was sent can be seen. */
    LAG_IGNORED {
        @Override
        public Delivery delivery(Delivery delivery) {
            return new Delivery() {
                @Override
                public Future<Outcome> send(Entry entry, RequestContext context) {
                    return delivery.send(entry, context);
                }

                @Override
                public Future<Outcome> ask(Entry entry, RequestContext context) {
                    return delivery.ask(entry, context);
                }

                @Override
                public Duration lag() {
                    return Duration.ZERO;
                }
            };
        }
    },

    /** Whoever held an entry once may still end it, though its lease went to somebody else. */
    EPOCH_IGNORED {
        @Override
        public String sql(String sql) {
            return sql.replace("WHERE id = ? AND epoch = ? AND state = 'LEASED'", "WHERE id = ? AND epoch >= ?");
        }
    },

    /** A commit answers before it is durable, and is made so when the connection is used again. */
    ACK_BEFORE_COMMIT {
        @Override
        public DataSource source(DataSource source) {
            return Meddling.source(source, LateCommit::new);
        }
    },

    /** The key is committed on its own, before what is done under it. */
    KEY_NOT_IN_THE_TRANSACTION {
        @Override
        public DataSource source(DataSource source) {
            return Meddling.source(source, EarlyKey::new);
        }
    },

    /** A refund and a cancellation are decided on the order as somebody saw it. */
    REFUND_WITHOUT_LOCK {
        @Override
        public String sql(String sql) {
            return sql.contains("FROM orders WHERE id = ?") ? unlocked(sql) : sql;
        }
    },

    /** An order takes over its hold without a look at the clock. */
    EXPIRY_IGNORED_AT_CONFIRM {
        @Override
        public String sql(String sql) {
            return sql.replace("SELECT hold_key, state, until,", "SELECT hold_key, state, until + 86400000,");
        }
    },

    /** A leased entry is still due, as it was before. */
    NEXT_ATTEMPT_NOT_MOVED {
        @Override
        public String sql(String sql) {
            return sql.replace("epoch = ?, next_at = ?,", "epoch = ?, next_at = MIN(next_at, ?),");
        }
    },

    /** An entry is due although one of its order's before it is not over. */
    ORDER_IGNORED {
        @Override
        public String sql(String sql) {
            return sql.startsWith("INSERT INTO outbox")
                    ? sql.replace("'WAITING', ?, 0", "'WAITING', 1 + 0 * ?, 0")
                    : sql;
        }
    },

    /** Whatever the ERP tells about stock is taken to know of all that was handed over. */
    CUT_OFF_IGNORED {
        @Override
        public String sql(String sql) {
            return sql.replace("AND handed_at < ?", "AND handed_at < ? + 86400000");
        }
    };

    private static String unlocked(String sql) {
        return sql.replace("/* FOR UPDATE */", "");
    }

    private static final class LateCommit extends Meddling {
        private boolean owed;

        LateCommit(Connection connection) {
            super(connection);
        }

        @Override
        void before() throws SQLException {
            if (owed) {
                owed = false;
                super.commit();
            }
        }

        @Override
        void commit() throws SQLException {
            before();
            owed = true;
        }
    }

    private static final class EarlyKey extends Meddling {
        EarlyKey(Connection connection) {
            super(connection);
        }

        @Override
        void executed(String sql) throws SQLException {
            if (sql.startsWith("INSERT INTO claims")) {
                commit();
            }
        }
    }
}
