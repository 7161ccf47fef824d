package dev.weft.sandbox.sap;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.StockRow;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod}: a row per storage location, stock type and special stock. */
final class StockSet {

    private StockSet() {}

    static EntitySet<StockRow> of(World world) {
        return EntitySet.of(
                "A_MatlStkInAcctMod",
                "API_MATERIAL_STOCK_SRV.A_MatlStkInAcctModType",
                List.of(
                        "Material",
                        "Plant",
                        "StorageLocation",
                        "Batch",
                        "Supplier",
                        "Customer",
                        "WBSElementInternalID",
                        "SDDocument",
                        "SDDocumentItem",
                        "InventorySpecialStockType",
                        "InventoryStockType"),
                List.of(
                        Property.string("Material", 40, row -> row.variant().material()),
                        Property.string("Plant", 4, row -> row.plant().code()),
                        Property.string("StorageLocation", 4, StockRow::location),
                        Property.blank("Batch", 10),
                        Property.string(
                                "Supplier", 10, row -> row.specialStock().equals("K") ? row.owner() : ""),
                        Property.blank("Customer", 10),
                        Property.blank("WBSElementInternalID", 24),
                        Property.string(
                                "SDDocument", 10, row -> row.specialStock().equals("E") ? row.owner() : ""),
                        Property.string(
                                "SDDocumentItem", 6, row -> row.specialStock().equals("E") ? "000010" : ""),
                        Property.string("InventorySpecialStockType", 1, StockRow::specialStock),
                        Property.string("InventoryStockType", 2, StockRow::type),
                        Property.blank("WBSElementExternalID", 24),
                        Property.string("MaterialBaseUnit", 3, row -> "PC"),
                        Property.decimal("MatlWrhsStkQtyInMatlBaseUnit", row -> row.quantity() + ".000")),
                filter -> rows(world, filter),
                Optional.empty());
    }

    private static Stream<StockRow> rows(World world, Filter<StockRow> filter) {
        List<Plant> plants = filter.allowed("Plant")
                .map(codes -> Arrays.stream(Plant.values())
                        .filter(plant -> codes.contains(plant.code()))
                        .toList())
                .orElse(List.of(Plant.values()));
        return Materials.of(world, filter)
                .flatMap(variant -> plants.stream().flatMap(plant -> world.stock().rows(variant, plant).stream()));
    }

    /** The variants a filter can mean. */
    static final class Materials {

        private Materials() {}

        static <R> Stream<Variant> of(World world, Filter<R> filter) {
            return filter.allowed("Material")
                    .map(materials -> materials.stream()
                            .sorted()
                            .flatMap(material -> world.catalogue().byMaterial(material).stream()))
                    .orElseGet(() -> world.catalogue().variants().stream());
        }
    }
}
