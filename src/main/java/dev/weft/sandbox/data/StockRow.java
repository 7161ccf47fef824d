package dev.weft.sandbox.data;

/**
 * A quantity in one storage location as SAP keeps it.
 *
 * @param specialStock empty for ordinary stock; E promised to a sales order, K a supplier's consignment
 * @param type 01 free to use, 02 in quality inspection, 07 blocked
 */
public record StockRow(
        Variant variant, Plant plant, String location, String specialStock, String type, int quantity, String owner) {}
