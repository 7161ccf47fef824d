package dev.weft.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Looks whether a store could be used, without taking it, changing it or disturbing the process that has it. It does not look for damage
 * as a start does, which reads every page.
 */
public final class StoreLook {
    private StoreLook() {}

    /** What is there, in a few words; throws {@link StoreRefused} where a gateway could not use it. Waits, some seconds at most. */
    public static String at(StoreSettings settings) {
        try {
            return settings.postgres().isPresent()
                    ? found(Shared.source(settings.postgres().get(), settings.deadline()))
                    : embedded(settings.file());
        } catch (SQLException e) {
            String what = settings.postgres().isPresent()
                    ? "PostgreSQL"
                    : settings.file().toString();
            throw new StoreRefused(what + " does not answer: " + e.getMessage(), e);
        }
    }

    private static String embedded(Path file) throws SQLException {
        if (Files.exists(file)) {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            SQLiteDataSource source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:" + file);
            return found(source);
        }
        Optional<Path> folder = nearest(file.toAbsolutePath().getParent());
        if (folder.filter(Files::isDirectory).filter(Files::isWritable).isEmpty()) {
            throw new StoreRefused("cannot make " + file + ": "
                    + folder.map(Path::toString).orElse("its folder") + " is no folder this user may write to");
        }
        return "not there yet; the first start makes it";
    }

    private static Optional<Path> nearest(@Nullable Path folder) {
        Path at = folder;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return Optional.ofNullable(at);
    }

    private static String found(DataSource source) throws SQLException {
        int version = Migrations.version(source);
        if (version > Migrations.NEWEST) {
            throw Migrations.newer(version);
        }
        return version == Migrations.NEWEST
                ? "answers"
                : "answers; the next start brings its schema from " + version + " to " + Migrations.NEWEST;
    }
}
