package dev.weft.store;

import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Failure.Reason;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What an exception of the database means for whoever asked. */
final class Faults {
    static final String SOURCE = "store";

    /** The kinds of trouble there are. */
    enum Kind {
        /** Somebody else was there first: the same again may well succeed. */
        CONFLICT,
        /** A constraint says no. */
        CONSTRAINT,
        /** The database does not answer, or cannot keep what it is given: nothing will succeed for now. */
        DARK,
        /** A bug, ours or of a function handed in. */
        BUG
    }

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "57014");

    private Faults() {}

    static Kind kind(Throwable cause) {
        if (!(cause instanceof SQLException sql)) {
            return Kind.BUG;
        }
        if (sql instanceof SQLiteException lite) {
            return kind(lite.getResultCode());
        }
        if (sql instanceof BatchUpdateException batch && batch.getCause() instanceof SQLiteException lite) {
            return kind(lite.getResultCode());
        }
        String state = sql.getSQLState();
        if (state == null) {
            return Kind.DARK;
        }
        if (CONFLICTS.contains(state)) {
            return Kind.CONFLICT;
        }
        if (state.startsWith("23")) {
            return Kind.CONSTRAINT;
        }
        boolean statement = state.startsWith("42") || state.startsWith("22") || state.startsWith("0A");
        return statement ? Kind.BUG : Kind.DARK;
    }

    private static Kind kind(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return Kind.CONSTRAINT;
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return Kind.CONFLICT;
        }
        return primary == SQLiteErrorCode.SQLITE_ERROR.code ? Kind.BUG : Kind.DARK;
    }

    /** The failure to answer with. Texts of the database are for the log, and hold no values of ours. */
    static Throwable answer(Throwable cause) {
        if (cause instanceof Failed) {
            return cause;
        }
        return switch (kind(cause)) {
            case CONFLICT -> failed(Reason.OVERLOADED, "others change the same rows");
            case CONSTRAINT -> failed(Reason.REFUSED, "a constraint of the database says no");
            case DARK -> failed(Reason.CONNECT, cause.getClass().getSimpleName());
            case BUG -> cause;
        };
    }

    static Failed failed(Reason reason, String detail) {
        return Failure.of(reason, SOURCE, detail).asException();
    }
}
