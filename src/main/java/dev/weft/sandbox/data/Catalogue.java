package dev.weft.sandbox.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every category, master and variant; immutable after creation. */
public final class Catalogue {

    private static final int FIRST_SKU = 10_000_001;

    private final Map<String, Category> categories = new LinkedHashMap<>();
    private final Map<String, Master> masters = new LinkedHashMap<>();
    private final List<Variant> variants = new ArrayList<>();

    Catalogue(Seeded chance, int products) {
        Vocabulary.GROUPS.forEach(category -> categories.put(category.id(), category));
        Vocabulary.SHELVES.forEach(category -> categories.put(category.id(), category));
        for (int index = 1; index <= products; index++) {
            Master master = master(chance, index);
            masters.put(master.id(), master);
            variants.addAll(master.variants());
        }
    }

    public Optional<Category> category(String id) {
        return Optional.ofNullable(categories.get(id));
    }

    public List<Category> childrenOf(String id) {
        return categories.values().stream()
                .filter(category -> category.parent().equals(id))
                .toList();
    }

    public Optional<Master> master(String id) {
        return Optional.ofNullable(masters.get(id));
    }

    /** The master a variant belongs to. */
    public Master masterOf(Variant variant) {
        return master(variant.masterId()).orElseThrow();
    }

    /** The variant with this SKU; anything but eight digits of a known SKU is empty. */
    public Optional<Variant> variant(String sku) {
        if (sku.length() != 8) {
            return Optional.empty();
        }
        int number = 0;
        for (int i = 0; i < 8; i++) {
            int digit = sku.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            number = number * 10 + digit;
        }
        int position = number - FIRST_SKU;
        return position >= 0 && position < variants.size() ? Optional.of(variants.get(position)) : Optional.empty();
    }

    /** The variant with this SAP material number, zeros and all. */
    public Optional<Variant> byMaterial(String material) {
        return material.length() == 18 && material.startsWith("0000000000")
                ? variant(material.substring(10))
                : Optional.empty();
    }

    /** All variants in the order of their SKUs. */
    public List<Variant> variants() {
        return variants;
    }

    private Master master(Seeded chance, int index) {
        String id = "M" + Digits.padded(index, 7);
        Category category = Vocabulary.SHELVES.get((index - 1) % Vocabulary.SHELVES.size());
        Text noun = category.nouns()
                .get(chance.below("noun", index, category.nouns().size()));
        Text material = pick(chance, "material", index, Vocabulary.MATERIALS);
        String line = pick(chance, "line", index, Vocabulary.LINES);
        Text name = new Text(
                line + " " + material.english() + " " + noun.english(),
                line + " " + noun.german() + " aus " + material.german(),
                line + " " + material.japanese() + " " + noun.japanese());
        Text description = new Text(
                name.english() + ". " + Vocabulary.LENGTHY.english(),
                name.german() + ". " + Vocabulary.LENGTHY.german(),
                name.japanese() + "。" + Vocabulary.LENGTHY.japanese());
        return new Master(
                index,
                id,
                category,
                pick(chance, "brand", index, Vocabulary.BRANDS),
                name,
                description,
                variants(chance, index, id));
    }

    private List<Variant> variants(Seeded chance, int index, String masterId) {
        int count = 2 + chance.below("variants", index, 3);
        int sizes = count == 3 ? 3 : 2;
        int firstColour = chance.below("colour", index, Vocabulary.COLOURS.size());
        int firstSize = chance.below("size", index, Vocabulary.SIZES.size() - sizes + 1);
        boolean largerCostsMore = index % 5 == 0;
        List<Variant> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = FIRST_SKU + variants.size() + i;
            int colour = (firstColour + i / sizes) % Vocabulary.COLOURS.size();
            String size = Vocabulary.SIZES.get(firstSize + i % sizes);
            made.add(new Variant(number, masterId, colour, size, largerCostsMore ? 500 * (i % sizes) : 0));
        }
        return made;
    }

    private static <T> T pick(Seeded chance, String topic, int index, List<T> choices) {
        return choices.get(chance.below(topic, index, choices.size()));
    }
}
