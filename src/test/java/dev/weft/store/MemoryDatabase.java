package dev.weft.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite database in memory that outlives the connections given out on it, so that a crash loses what was not committed and nothing else.
 * Every statement and every commit is announced before it is carried out, and again after a commit; whoever listens may throw. For one
 * thread at a time, and one transaction at a time: all connections are the same one underneath.
 */
public final class MemoryDatabase implements AutoCloseable {
    private static final ClassLoader LOADER = MemoryDatabase.class.getClassLoader();

    private final Connection real;
    private final UnaryOperator<String> texts;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** What is about to be done. */
    public enum Step {
        STATEMENT,
        COMMIT,
        COMMITTED
    }

    /** Hears of each step; what it throws is what the database answers. */
    @FunctionalInterface
    public interface Steps {
        void before(Step step, String sql) throws SQLException;
    }

    /**
     * A database with the schema in it.
     *
     * @param texts what is carried out in place of a text, of the schema's too
     */
    public MemoryDatabase(UnaryOperator<String> texts) throws SQLException {
        this.texts = texts;
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");
        real = memory.getConnection();
        try (Statement statement = real.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
        }
        real.setAutoCommit(false);
        Migrations.create(proxy(
                Connection.class,
                (proxy, method, arguments) -> method.getName().equals("createStatement")
                        ? schemaStatement(real.createStatement())
                        : call(real, method, arguments)));
        real.commit();
    }

    private Statement schemaStatement(Statement statement) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            if (method.getName().equals("execute")) {
                return statement.execute(texts.apply((String) arguments[0]));
            }
            return call(statement, method, arguments);
        });
    }

    /** The database as somebody sees it whose steps are heard by {@code steps}. */
    public DataSource seenBy(Steps steps) {
        return proxy(DataSource.class, (source, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
            }
            return proxy(Connection.class, (connection, m, a) -> onConnection(steps, m, a));
        });
    }

    private @Nullable Object onConnection(Steps steps, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "close", "abort", "rollback" -> {
                real.rollback();
                return null;
            }
            case "setAutoCommit" -> {
                return null;
            }
            case "commit" -> {
                steps.before(Step.COMMIT, "");
                real.commit();
                steps.before(Step.COMMITTED, "");
                return null;
            }
            case "prepareStatement" -> {
                return statement(steps, texts.apply((String) arguments[0]));
            }
            default -> {
                return call(real, method, arguments);
            }
        }
    }

    private PreparedStatement statement(Steps steps, String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = real.prepareStatement(sql);
            prepared.put(sql, known);
        }
        PreparedStatement statement = known;
        statement.clearBatch();
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                steps.before(Step.STATEMENT, sql);
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(LOADER, new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The process that used it is gone. */
    public void forget() throws SQLException {
        real.rollback();
    }

    /** The database itself, for checks that look behind the ports. */
    public Connection behind() {
        return real;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        real.close();
    }
}
