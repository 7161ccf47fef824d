package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Site;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code refine} parameter: an attribute and the values it may have. */
record Refinement(String attribute, List<String> values) {

    private static final Pattern RANGE = Pattern.compile("\\(([0-9.]{1,12})\\.\\.([0-9.]{1,12})\\)");
    private static final int MOST = 9;

    /** The refinements of a call; one without an equals sign is refused, and so are more than nine. */
    static List<Refinement> of(Asked asked) {
        List<Refinement> all = new ArrayList<>();
        for (String text : asked.call().query().getOrDefault("refine", List.of())) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Problems.refusal("The refinement '" + text + "' is not of the form attribute=value.");
            }
            all.add(new Refinement(
                    text.substring(0, equals).trim(),
                    Arrays.stream(text.substring(equals + 1).split("\\|"))
                            .map(String::trim)
                            .toList()));
        }
        if (all.size() > MOST) {
            throw Problems.refusal("At most " + MOST + " refinements are possible.");
        }
        return all;
    }

    /** Takes out of {@code hits} what does not fit. What the shop has no attribute for fits nothing or, if technical, all. */
    void narrow(BitSet hits, SearchIndex index, HitWriter stock, ProductWriter prices, Site site) {
        switch (attribute) {
            case "price" -> narrowByPrice(hits, index, prices, site);
            case "htype" -> {
                if (!values.contains("master")) {
                    hits.clear();
                }
            }
            case "orderable_only" -> {
                if (values.contains("true")) {
                    hits.stream()
                            .filter(it -> !stock.isOrderable(index.masters().get(it), site))
                            .forEach(hits::clear);
                }
            }
            case "pmid" -> hits.and(values.contains(SitePages.CirclePromotion.ID) ? index.promoted() : new BitSet());
            case "ilids", "pmpt", "cgslug" -> {
                // told apart by no data here
            }
            default -> {
                BitSet any = new BitSet();
                values.forEach(value -> any.or(index.having(attribute, value)));
                hits.and(any);
            }
        }
    }

    private void narrowByPrice(BitSet hits, SearchIndex index, ProductWriter prices, Site site) {
        Matcher range = RANGE.matcher(values.isEmpty() ? "" : values.get(0));
        if (!range.matches()) {
            throw Problems.refusal("A price is refined as price=(10..100).");
        }
        long from = minor(range.group(1), site);
        long to = minor(range.group(2), site);
        hits.stream()
                .filter(it -> {
                    long price = prices.lowest(index.masters().get(it), site);
                    return price < from || price > to;
                })
                .forEach(hits::clear);
    }

    private static long minor(String amount, Site site) {
        try {
            return new BigDecimal(amount).movePointRight(site.digits()).longValue();
        } catch (NumberFormatException e) {
            throw Problems.refusal("'" + amount + "' is no price.");
        }
    }
}
