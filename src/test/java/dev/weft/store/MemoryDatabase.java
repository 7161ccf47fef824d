package dev.weft.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A SQLite database in memory that outlives the connections given out on it, so that a crash loses what was not committed and nothing else.
 * Every statement and every commit is announced before it is carried out, and again after a commit; whoever listens may throw. For one
 * thread at a time.
 */
public final class MemoryDatabase implements DataSource, AutoCloseable {
    private final Connection real;
    private final Steps steps;

    /** What is about to be done. */
    public enum Step {
        STATEMENT,
        COMMIT,
        COMMITTED
    }

    /** Hears of each step; what it throws is what the database answers. */
    @FunctionalInterface
    public interface Steps {
        void before(Step step) throws SQLException;
    }

    public MemoryDatabase(Steps steps) throws SQLException {
        this.steps = steps;
        real = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = real.createStatement()) {
            statement.execute("PRAGMA foreign_keys = ON");
        }
        Migrations.create(real);
    }

    @Override
    public Connection getConnection() throws SQLException {
        real.setAutoCommit(false);
        return (Connection) Proxy.newProxyInstance(
                MemoryDatabase.class.getClassLoader(), new Class<?>[] {Connection.class}, this::onConnection);
    }

    private Object onConnection(Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close", "abort" -> {
                real.rollback();
                return null;
            }
            case "commit" -> {
                steps.before(Step.COMMIT);
                real.commit();
                steps.before(Step.COMMITTED);
                return null;
            }
            case "prepareStatement" -> {
                PreparedStatement statement = (PreparedStatement) call(real, method, arguments);
                InvocationHandler handler = (p, m, a) -> {
                    if (m.getName().startsWith("execute")) {
                        steps.before(Step.STATEMENT);
                    }
                    return call(statement, m, a);
                };
                return Proxy.newProxyInstance(
                        MemoryDatabase.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, handler);
            }
            default -> {
                return call(real, method, arguments);
            }
        }
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The database itself, for checks that look behind the ports. */
    public Connection behind() {
        return real;
    }

    @Override
    public void close() throws SQLException {
        real.close();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
