package dev.weft.load.backends;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The answers, in the vendors' shapes and of the sizes real systems give: about 1.6 kB of content per product, four stock rows, one
 * price condition with its record. An answer is a frame with one row of bytes per product; only the product's id is filled in.
 */
final class Wires {
    private static final String ID = "@ID@";

    private static final String PRODUCT = """
            {"id":"@ID@","name":"Merino Strickjacke mit Stehkragen @ID@","brand":"Nordvale","type":{"variant":true},
            "shortDescription":"Feine Strickjacke aus Merinowolle mit durchgehendem Zipper.",
            "longDescription":"Leicht, warm und formstabil: Die Strickjacke aus extrafeiner Merinowolle wird in kleinen \
            Serien gestrickt. Zwei Taschen, Zweiwege-Zipper, verst\u00e4rkte Ellbogen. Waschbar bei 30 Grad.",
            "currency":"EUR","minOrderQuantity":1,"stepQuantity":1,"primaryCategoryId":"knitwear-cardigans",
            "master":{"masterId":"M1000231","orderable":true,"price":129.00},
            "imageGroups":[
            {"viewType":"large","images":[
            {"alt":"Strickjacke, vorn","disBaseLink":"https://images.example.com/large/@ID@-1.jpg","link":"https://images.example.com/large/@ID@-1.jpg","title":"vorn"},
            {"alt":"Strickjacke, hinten","disBaseLink":"https://images.example.com/large/@ID@-2.jpg","link":"https://images.example.com/large/@ID@-2.jpg","title":"hinten"}]},
            {"viewType":"small","images":[
            {"alt":"Strickjacke, vorn","disBaseLink":"https://images.example.com/small/@ID@-1.jpg","link":"https://images.example.com/small/@ID@-1.jpg","title":"vorn"}]}],
            "variationAttributes":[
            {"id":"color","name":"Farbe","values":[{"name":"Tanne","orderable":true,"value":"fir"},{"name":"Sand","orderable":true,"value":"sand"}]},
            {"id":"size","name":"Gr\u00f6\u00dfe","values":[{"name":"S","orderable":true,"value":"S"},{"name":"M","orderable":true,"value":"M"}]}],
            "variationValues":{"color":"fir","size":"M"},"c_care":"wool-30"}""";

    private static final String STOCK_ROW = """
            {"__metadata":{"id":"http://sap.example.com/A_MatlStkInAcctMod(Material='@ID@')","type":"API_MATERIAL_STOCK_SRV.A_MatlStkInAcctModType"},\
            "Material":"@ID@","Plant":"@PLANT@","InventorySpecialStockType":"","InventoryStockType":"01",\
            "MatlWrhsStkQtyInMatlBaseUnit":"@UNITS@"}""";

    private static final String PRICE = """
            {"__metadata":{"id":"http://sap.example.com/A_SlsPrcgCndnRecdValidity(ConditionRecord='0000012345')","type":"API_SLSPRICINGCONDITIONRECORD_SRV.A_SlsPrcgCndnRecdValidityType"},\
            "Material":"@ID@","PriceListType":"","SoldToParty":"","Customer":"","CustomerGroup":"","CustomerPriceGroup":"",\
            "ConditionValidityStartDate":"/Date(1577836800000)/","ConditionValidityEndDate":"/Date(253402214400000)/",\
            "to_SlsPrcgConditionRecord":{"__metadata":{"id":"http://sap.example.com/A_SlsPrcgConditionRecord('0000012345')","type":"API_SLSPRICINGCONDITIONRECORD_SRV.A_SlsPrcgConditionRecordType"},\
            "ConditionRateValue":"129.00","ConditionRateValueUnit":"EUR","ConditionQuantity":"1","ConditionIsDeleted":false}}""";

    static final Wires PRODUCTS =
            new Wires(ids -> "{\"limit\":" + ids + ",\"data\":[", PRODUCT, ids -> "],\"total\":" + ids + "}");

    static final Wires STOCK = new Wires(
            ids -> "{\"d\":{\"results\":[",
            String.join(
                    ",", stockRow("1010", "12"), stockRow("1010", "30"), stockRow("1011", "7"), stockRow("1011", "0")),
            ids -> "]}}");

    static final Wires PRICES = new Wires(ids -> "{\"d\":{\"results\":[", PRICE, ids -> "]}}");

    static final Buffer TOKEN =
            text("{\"access_token\":\"backend-token\",\"token_type\":\"Bearer\",\"expires_in\":1800,"
                    + "\"instance_url\":\"http://127.0.0.1\",\"issued_at\":\"0\",\"id\":\"x\",\"signature\":\"x\"}");

    static final Buffer TIERS = text("{\"totalSize\":2,\"done\":true,\"records\":[" + tier("Linen", 1, "1.0") + ","
            + tier("Silk", 2, "1.5") + "]}");

    private final Function<Integer, String> open;
    private final Function<Integer, String> close;
    private final List<byte[]> row = new ArrayList<>();

    private Wires(Function<Integer, String> open, String row, Function<Integer, String> close) {
        this.open = open;
        this.close = close;
        for (String piece : row.split(ID, -1)) {
            this.row.add(piece.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The answer about {@code ids}, in their order. */
    Buffer of(List<String> ids) {
        Buffer answer = Buffer.buffer(2_048 * ids.size() + 64).appendString(open.apply(ids.size()));
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                answer.appendByte((byte) ',');
            }
            for (int piece = 0; piece < row.size(); piece++) {
                if (piece > 0) {
                    answer.appendString(ids.get(i));
                }
                answer.appendBytes(row.get(piece));
            }
        }
        return answer.appendString(close.apply(ids.size()));
    }

    private static String stockRow(String plant, String units) {
        return STOCK_ROW.replace("@PLANT@", plant).replace("@UNITS@", units);
    }

    private static String tier(String name, int sequence, String rate) {
        return "{\"attributes\":{\"type\":\"LoyaltyTier\"},\"Name\":\"" + name + "\",\"SequenceNumber\":" + sequence
                + ",\"PointsPerUnit__c\":" + rate
                + ",\"LoyaltyTierGroup\":{\"LoyaltyProgram\":{\"Name\":\"Weft Circle\"}}}";
    }

    /** A page of merchandising content of about {@code bytes}, as commerce answers it for a storefront to draw. */
    static Buffer page(int bytes) {
        StringBuilder page = new StringBuilder(bytes + 400);
        page.append("{\"id\":\"home\",\"typeId\":\"page.storePage\",\"name\":\"Home\",\"regions\":[{\"id\":\"main\",\"components\":[");
        for (int i = 0; page.length() < bytes; i++) {
            page.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(Integer.toHexString(i * 7919))
                    .append("\",\"typeId\":\"commerce_assets.imageTile\",\"data\":{\"alt\":\"Woven throw, ")
                    .append(i)
                    .append("\",\"image\":{\"_type\":\"Image\",\"path\":\"/images/tiles/throw-")
                    .append(i)
                    .append("-large.jpg\",\"focalPoint\":{\"x\":0.5,\"y\":0.5}}},\"visible\":true}");
        }
        return text(page.append("]}]}").toString());
    }

    private static Buffer text(String text) {
        return Buffer.buffer(text);
    }
}
