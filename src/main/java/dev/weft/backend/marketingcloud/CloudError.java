package dev.weft.backend.marketingcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.backend.client.Refusal;
import dev.weft.kernel.Failure;
import dev.weft.kernel.MalformedJson;
import dev.weft.kernel.StrictJson;

/** Reads the error shape of Marketing Cloud's REST API, {@code {"message":..,"errorcode":30003}}; of it only the number is kept. */
final class CloudError {
    private static final int MOST_DIGITS = 6;

    private CloudError() {}

    static Failure failure(String source, int status, byte[] body) {
        return Refusal.of(source, status, code(body)).failure();
    }

    private static String code(byte[] body) {
        try {
            JsonNode code = StrictJson.unambiguous(body).path("errorcode");
            String text = code.isIntegralNumber() || code.isTextual() ? code.asText() : "";
            boolean number = text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return number ? text : "";
        } catch (MalformedJson anotherShape) {
            return "";
        }
    }
}
