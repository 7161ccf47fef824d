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
import java.util.Set;
import javax.sql.DataSource;

/** Bugs that somebody could write, each at the place where they would. The simulator must find every one of them. */
enum Bug implements Plant {
    /** The key's row is not unique: two processes that looked at the same time both find that nobody had it. */
    CONSTRAINT_DROPPED(Rule.ONE_ANSWER_PER_KEY) {
        @Override
        public String sql(String sql) {
            return sql.replace("scope TEXT PRIMARY KEY", "scope TEXT");
        }
    },

    /** Positions are neither locked nor guarded by their version: the later of two writers wins. */
    STOCK_WITHOUT_LOCK(Rule.FREE_UNITS) {
        @Override
        public String sql(String sql) {
            return sql.startsWith("SELECT sku, location, available")
                    ? unlocked(sql)
                    : sql.replace("AND location = ? AND version = ?", "AND location = ? AND version >= ?");
        }
    },

    /** After a doubtful send it is taken for granted that nothing was applied. */
    LOOKUP_SKIPPED(Rule.NOT_SENT_IN_DOUBT, Rule.ONCE_IN_THE_ERP) {
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
    LAG_IGNORED(Rule.NOT_SENT_IN_DOUBT) {
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
    EPOCH_IGNORED(Rule.ENDED_BY_ITS_HOLDER) {
        @Override
        public String sql(String sql) {
            return sql.replace("WHERE id = ? AND epoch = ? AND state = 'LEASED'", "WHERE id = ? AND epoch >= ?");
        }
    },

    /** A commit answers before it is durable, and is made so when the connection is used again. */
    ACK_BEFORE_COMMIT(Rule.ACKNOWLEDGED_IS_KEPT) {
        @Override
        public DataSource source(DataSource source) {
            return Meddling.source(source, LateCommit::new);
        }
    },

    /** The key is committed on its own, before what is done under it. */
    KEY_NOT_IN_THE_TRANSACTION(Rule.ACKNOWLEDGED_IS_KEPT) {
        @Override
        public DataSource source(DataSource source) {
            return Meddling.source(source, EarlyKey::new);
        }
    },

    /** A refund and a cancellation are decided on the order as somebody saw it. */
    REFUND_WITHOUT_LOCK(Rule.NOTHING_BACK_OF_WHAT_IS_CANCELLED) {
        @Override
        public String sql(String sql) {
            return sql.contains("FROM orders WHERE id = ?") ? unlocked(sql) : sql;
        }
    },

    /** An order takes over its hold without a look at the clock. */
    EXPIRY_IGNORED_AT_CONFIRM(Rule.NO_ORDER_OUT_OF_AN_EXPIRED_HOLD) {
        @Override
        public String sql(String sql) {
            return sql.replace("SELECT hold_key, state, until,", "SELECT hold_key, state, until + 86400000,");
        }
    },

    /** A leased entry is still due, as it was before. */
    NEXT_ATTEMPT_NOT_MOVED(Rule.SENT_UNDER_ITS_LEASE) {
        @Override
        public String sql(String sql) {
            return sql.replace("epoch = ?, next_at = ?,", "epoch = ?, next_at = MIN(next_at, ?),");
        }
    },

    /** An entry is due although one of its order's before it is not over. */
    ORDER_IGNORED(Rule.SENT_IN_ORDER) {
        @Override
        public String sql(String sql) {
            return sql.startsWith("INSERT INTO outbox")
                    ? sql.replace("'WAITING', ?, 0", "'WAITING', 1 + 0 * ?, 0")
                    : sql;
        }
    },

    /** Whatever the ERP tells about stock is taken to know of all that was handed over. */
    CUT_OFF_IGNORED(Rule.NOT_OVERSOLD_IN_THE_ERP) {
        @Override
        public String sql(String sql) {
            return sql.replace("AND handed_at < ?", "AND handed_at < ? + 86400000");
        }
    };

    private final Set<Rule> by;

    Bug(Rule... by) {
        this.by = Set.of(by);
    }

    /** The rules that it breaks, each of which must find it: another rule that breaks meanwhile does not count. */
    Set<Rule> by() {
        return by;
    }

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
