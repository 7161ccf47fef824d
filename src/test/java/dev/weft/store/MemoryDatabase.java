package dev.weft.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite database in memory that outlives the connections given out on it, so that a crash loses what was not committed and nothing else.
 * Every statement and every commit is announced before it is carried out, and again after a commit; whoever listens may throw. For one
 * thread at a time. All connections are the same one underneath: whoever listens may let another transaction run, from its beginning to
 * its end, inside one that has only read so far.
 */
public final class MemoryDatabase implements AutoCloseable {
    private static final ClassLoader LOADER = MemoryDatabase.class.getClassLoader();

    private final Connection real;
    private final UnaryOperator<String> texts;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final List<String> tables = new ArrayList<>();

    /** What is about to be done. */
    public enum Step {
        STATEMENT,
        COMMIT,
        COMMITTED,
        /** A transaction is over without a commit, whatever is thrown. */
        OVER
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
        try (Statement statement = real.createStatement();
                ResultSet names = statement.executeQuery("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
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
                steps.before(Step.OVER, "");
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
        PreparedStatement statement = prepared(sql);
        boolean[] announced = {false};
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            boolean clears = method.getName().equals("clearBatch");
            if (!announced[0] && !clears) { // before anything is bound, for others may use the statement meanwhile
                steps.before(Step.STATEMENT, sql);
                statement.clearBatch();
            }
            announced[0] = !clears && !method.getName().startsWith("execute");
            return call(statement, method, arguments);
        });
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = real.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
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

    /** Rows as text, for checks that look behind the ports; an absent value is the text {@code null}. */
    public List<List<String>> rows(String sql, String... values) {
        try {
            PreparedStatement statement = prepared(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<List<String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The tables that are in it. */
    public List<String> tables() {
        return List.copyOf(tables);
    }

    /** As new: the schema, and nothing in it. */
    public void empty() throws SQLException {
        real.rollback();
        try (Statement statement = real.createStatement()) {
            statement.execute("PRAGMA defer_foreign_keys = ON");
            for (String table : tables) {
                statement.executeUpdate("DELETE FROM " + table);
            }
        }
        real.commit();
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        real.close();
    }
}
