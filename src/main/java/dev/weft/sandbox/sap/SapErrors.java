package dev.weft.sandbox.sap;

import dev.weft.sandbox.wire.Reply;

/** SAP's error shape. */
final class SapErrors {

    private SapErrors() {}

    static Reply reply(int status, String code, String message) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeObjectFieldStart("message");
            json.writeStringField("lang", "en");
            json.writeStringField("value", message);
            json.writeEndObject();
            json.writeObjectFieldStart("innererror");
            json.writeStringField("transactionid", "6A1F0C9E5D3B00F0E0064A1B2C3D4E5F");
            json.writeArrayFieldStart("errordetails");
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    static Reply of(ODataRefusal refusal) {
        return reply(refusal.status(), refusal.code(), String.valueOf(refusal.getMessage()));
    }
}
