package dev.weft.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection, set up as the store needs it. May wait, with a bound. */
@FunctionalInterface
interface Connector {
    Connection open() throws SQLException;
}
