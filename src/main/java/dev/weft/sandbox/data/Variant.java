package dev.weft.sandbox.data;

/**
 * What is bought and stocked: one colour and size of a master.
 *
 * @param number the eight digits of the SKU as a number; planted differences are rules on it
 * @param colour index into the colours
 * @param surcharge added to the master's price, in euro cents
 */
public record Variant(int number, String masterId, int colour, String size, int surcharge) {

    /** The SKU: eight digits. */
    public String sku() {
        return Integer.toString(number);
    }

    /** SAP's material number: the SKU padded with zeros to eighteen. */
    public String material() {
        return "0000000000" + number;
    }

    /** The in-house ERP's product code. */
    public String productCode() {
        return "WF-" + number;
    }

    public Text colourName() {
        return Vocabulary.COLOURS.get(colour);
    }
}
