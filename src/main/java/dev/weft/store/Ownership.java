package dev.weft.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process per embedded database: an operating system's lock on a file beside it, which ends with the process, however that ends. The lock
 * is not on the database itself, because closing any handle on a file drops all of a process's POSIX locks on it, SQLite's own included.
 */
final class Ownership implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private Ownership(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static Ownership of(Path database) {
        Path file = database.resolveSibling(database.getFileName() + ".lock");
        try {
            @Nullable Path folder = database.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new StoreRefused(
                        "another process uses " + database
                                + "; an embedded database belongs to one process: stop the other one, name another file, or use PostgreSQL");
            }
            return new Ownership(channel, lock);
        } catch (IOException e) {
            throw new StoreRefused(
                    "cannot use " + database + ": " + e.getMessage() + "; check the folder's permissions", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(Ownership.class).warn("giving a database up: {}", e.getMessage());
        }
    }
}
