package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Category;
import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.Master;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which masters have which attribute value and which word, as one bit per master, so that refining is an AND and counting
 * hits a population count. Built once; a set that is given out is a copy.
 */
final class SearchIndex {

    static final String CATEGORY = "cgid";
    static final String COLOUR = "c_refinementColor";
    static final String SIZE = "c_size";
    static final String BRAND = "brand";

    /** The category of what is new, which the tree does not have. */
    static final String NEW_ARRIVALS = "newarrivals";

    private final List<Master> masters;
    private final Map<String, Map<String, BitSet>> values = new LinkedHashMap<>();
    private final Map<Language, NavigableMap<String, BitSet>> words = new EnumMap<>(Language.class);
    private final BitSet promoted = new BitSet();

    SearchIndex(World world) {
        this.masters = mastersOf(world);
        for (int i = 0; i < masters.size(); i++) {
            Master master = masters.get(i);
            Optional<Category> step = Optional.of(master.category());
            while (step.isPresent()) {
                mark(CATEGORY, step.get().id(), i);
                step = world.catalogue().category(step.get().parent());
            }
            if (ProductWriter.isNew(master)) {
                mark(CATEGORY, NEW_ARRIVALS, i);
            }
            promoted.set(i, ProductWriter.isPromoted(master));
            mark(BRAND, master.brand(), i);
            for (Variant variant : master.variants()) {
                mark(COLOUR, ProductWriter.colourId(variant), i);
                mark(SIZE, variant.size(), i);
            }
            for (Language language : Language.values()) {
                index(master, i, language);
            }
        }
    }

    private static List<Master> mastersOf(World world) {
        List<Master> all = new ArrayList<>();
        String last = "";
        for (Variant variant : world.catalogue().variants()) {
            if (!variant.masterId().equals(last)) {
                all.add(world.catalogue().masterOf(variant));
                last = variant.masterId();
            }
        }
        return all;
    }

    private void mark(String attribute, String value, int position) {
        values.computeIfAbsent(attribute, key -> new TreeMap<>())
                .computeIfAbsent(value, key -> new BitSet())
                .set(position);
    }

    private void index(Master master, int position, Language language) {
        String text = master.name().in(language) + " " + master.brand() + " "
                + master.category().name().in(language) + " " + master.id();
        List<String> all = new ArrayList<>(terms(text));
        master.variants().forEach(it -> {
            all.add(it.sku());
            all.addAll(terms(it.colourName().in(language)));
        });
        all.forEach(word -> words.computeIfAbsent(language, key -> new TreeMap<>())
                .computeIfAbsent(word, key -> new BitSet())
                .set(position));
    }

    List<Master> masters() {
        return masters;
    }

    BitSet everything() {
        BitSet all = new BitSet(masters.size());
        all.set(0, masters.size());
        return all;
    }

    BitSet promoted() {
        return (BitSet) promoted.clone();
    }

    /** The masters with this value; empty if nobody has it. */
    BitSet having(String attribute, String value) {
        BitSet found = values.getOrDefault(attribute, Map.of()).get(value);
        return found == null ? new BitSet() : (BitSet) found.clone();
    }

    boolean knows(String attribute) {
        return values.containsKey(attribute);
    }

    /** The masters with a word that starts with each word of the phrase. */
    BitSet matching(String phrase, Language language) {
        BitSet all = everything();
        for (String term : terms(phrase)) {
            BitSet any = new BitSet();
            words.getOrDefault(language, new TreeMap<>())
                    .subMap(term, term + Character.MAX_VALUE)
                    .values()
                    .forEach(any::or);
            all.and(any);
        }
        return all;
    }

    /** How many of {@code hits} have each value of the attribute; values nobody has are left out. */
    Map<String, Integer> counts(String attribute, BitSet hits) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        values.getOrDefault(attribute, new HashMap<>()).forEach((value, having) -> {
            BitSet both = (BitSet) having.clone();
            both.and(hits);
            if (!both.isEmpty()) {
                counts.put(value, both.cardinality());
            }
        });
        return counts;
    }

    static List<String> terms(String text) {
        List<String> terms = new ArrayList<>();
        for (String term : text.toLowerCase(Locale.ROOT).split("[\\s,.&-]+", -1)) {
            if (!term.isEmpty()) {
                terms.add(term);
            }
        }
        return terms;
    }
}
