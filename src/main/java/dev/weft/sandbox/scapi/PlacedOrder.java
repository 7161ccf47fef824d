package dev.weft.sandbox.scapi;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * An order placed here.
 *
 * @param document what was bought, as it was then; never changed
 * @param status created, new, failed and the like
 * @param exportStatus not_exported, ready, exported or failed
 */
record PlacedOrder(
        String number, Owner owner, Instant placed, JsonObject document, String status, String exportStatus) {

    PlacedOrder withStatus(String changed) {
        return new PlacedOrder(number, owner, placed, document, changed, exportStatus);
    }

    PlacedOrder withExportStatus(String changed) {
        return new PlacedOrder(number, owner, placed, document, status, changed);
    }

    /** The order as it is answered. */
    JsonObject json() {
        return document.copy().put("status", status).put("exportStatus", exportStatus);
    }
}
