package dev.weft.backend.odata;

import dev.weft.backend.client.JsonReader;
import dev.weft.backend.client.Refusal;
import dev.weft.kernel.Failed;
import java.io.IOException;

/** Reads the error shape all OData services share, {@code {"error":{"code":..,"message":..}}}; of it only the code is kept. */
public final class ODataError {
    private ODataError() {}

    /** The failure for an answer that is not 2xx. */
    public static Failed failure(String source, int status, byte[] body) {
        return Refusal.of(source, status, code(source, body));
    }

    private static String code(String source, byte[] body) {
        try {
            return JsonReader.read(source, body, ODataError::readCode);
        } catch (Failed anotherShape) {
            return "";
        }
    }

    private static String readCode(JsonReader in) throws IOException {
        String code = "";
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals("error") && in.isObject()) {
                in.enterObject();
                while (in.nextMember()) {
                    if (in.member().equals("code")) {
                        code = in.textOrEmpty();
                    } else {
                        in.skip();
                    }
                }
            } else {
                in.skip();
            }
        }
        return code;
    }
}
