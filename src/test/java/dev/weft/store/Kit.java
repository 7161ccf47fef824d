package dev.weft.store;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database to hold a contract against, and how to ask it from a test's thread. */
final class Kit {
    private Kit() {}

    /** Both kinds of database there are. */
    enum Kind {
        SQLITE {
            @Override
            StoreSettings settings(Path folder) {
                return StoreSettings.embedded(folder.resolve("weft.db"));
            }
        },
        POSTGRES {
            @Override
            StoreSettings settings(Path folder) {
                return PostgresServer.fresh();
            }
        };

        abstract StoreSettings settings(Path folder);
    }

    /** With the records learned before: under the load of a build that alone can take longer than a deadline. */
    static Database open(StoreSettings settings) {
        Codec.warm();
        return Database.open(settings, Clock.systemUTC());
    }

    static <T> T await(Future<T> future) {
        return await(future, Duration.ofSeconds(20));
    }

    static <T> T await(Future<T> future, Duration limit) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException it ? it : new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("no answer", e);
        }
    }
}
