package dev.weft.simulation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Stands between a store and its connection, and has a bug. One for each connection; by itself it changes nothing. */
class Meddling {
    private final Connection connection;

    Meddling(Connection connection) {
        this.connection = connection;
    }

    /** How one is made. */
    interface Maker {
        Meddling with(Connection connection);
    }

    static DataSource source(DataSource source, Maker maker) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object answer = call(source, method, arguments);
            return answer instanceof Connection opened ? maker.with(opened).connection() : answer;
        });
    }

    private Connection connection() {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                commit();
                return null;
            }
            before();
            Object answer = call(connection, method, arguments);
            return answer instanceof PreparedStatement prepared
                    ? statement(prepared, String.valueOf(arguments == null ? "" : arguments[0]))
                    : answer;
        });
    }

    private PreparedStatement statement(PreparedStatement prepared, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            before();
            Object answer = call(prepared, method, arguments);
            if (method.getName().startsWith("execute")) {
                executed(sql);
            }
            return answer;
        });
    }

    /** Anything is about to be done, but a commit. */
    void before() throws SQLException {}

    void executed(String sql) throws SQLException {}

    void commit() throws SQLException {
        connection.commit();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Meddling.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
