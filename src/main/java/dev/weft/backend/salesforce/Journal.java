package dev.weft.backend.salesforce;

import dev.weft.backend.client.JsonReader;
import java.io.IOException;

/** A journal of the ledger, as a question for one shows it: what is absent or null is empty. */
record Journal(String id, String reference, String status, String type) {
    static Journal read(JsonReader in) throws IOException {
        String id = "";
        String reference = "";
        String status = "";
        String type = "";
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "Id" -> id = in.text();
                case "ExternalTransactionNumber" -> reference = in.textOrEmpty();
                case "Status" -> status = in.textOrEmpty();
                case "JournalType" -> type = Soql.nameOf(in);
                default -> in.skip();
            }
        }
        if (id.isEmpty()) {
            throw in.malformed("a journal's id");
        }
        return new Journal(id, reference, status, type);
    }
}
