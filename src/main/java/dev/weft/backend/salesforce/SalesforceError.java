package dev.weft.backend.salesforce;

import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.Refusal;
import dev.weft.kernel.Failed;
import dev.weft.kernel.Failure;
import java.io.IOException;

/** Reads the org's error shape, {@code [{"message":..,"errorCode":..}]}; of it only the code is kept. */
final class SalesforceError {
    private SalesforceError() {}

    /** A used-up quota comes as 403, but it is overload, and passes. */
    static Failed failure(String source, int status, byte[] body) {
        String code = code(source, body);
        return status == 403 && code.equals("REQUEST_LIMIT_EXCEEDED")
                ? Failure.of(Failure.Reason.OVERLOADED, source, code).asException()
                : Refusal.of(source, status, code);
    }

    private static String code(String source, byte[] body) {
        try {
            return JsonReader.read(source, body, SalesforceError::firstCode);
        } catch (Failed anotherShape) {
            return "";
        }
    }

    private static String firstCode(JsonReader in) throws IOException {
        String code = "";
        in.enterArray();
        while (in.nextElement()) {
            in.enterObject();
            while (in.nextMember()) {
                if (in.member().equals("errorCode") && code.isEmpty()) {
                    code = in.textOrEmpty();
                } else {
                    in.skip();
                }
            }
        }
        return code;
    }
}
