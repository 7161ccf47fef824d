package dev.weft.settings;

import dev.weft.kernel.Secret;
import dev.weft.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;

/** Builds the store's settings from a document without mistakes. */
final class StoreReader {
    private StoreReader() {}

    static StoreSettings store(Section store) {
        return new StoreSettings(
                Path.of(store.requiredText("file")),
                store.optional("postgres").map(StoreReader::postgres),
                store.duration("deadline").orElseThrow(),
                store.duration("keepKeys").orElseThrow(),
                store.duration("keepDone").orElseThrow());
    }

    private static StoreSettings.Postgres postgres(Section postgres) {
        return new StoreSettings.Postgres(
                URI.create(postgres.requiredText("address")),
                postgres.requiredText("user"),
                new Secret(postgres.requiredText("password")),
                postgres.integer("pool").orElseThrow());
    }
}
