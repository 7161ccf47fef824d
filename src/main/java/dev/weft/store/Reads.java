package dev.weft.store;

import io.vertx.core.Future;

/** Questions that change nothing. They never wait behind changes where the database lets several connections in. */
interface Reads extends AutoCloseable {
    <O> Future<O> ask(Group.Single<O> question);

    @Override
    void close();
}
