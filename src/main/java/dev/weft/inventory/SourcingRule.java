package dev.weft.inventory;

import dev.weft.kernel.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which lines are spread over a site's locations. Pure functions; each takes all lines or none, and each finds a way where
 * there is one: which locations are used is the rule, whether the units are there is not. Lines that name their location are served first,
 * from there alone; the rule is about the others.
 */
public final class SourcingRule {
    /** Above this many locations the fewest are looked for one after the other, not in all combinations. */
    private static final int COMBINED = 10;

    private SourcingRule() {}

    /** Takes each line from the first location that has it, and what is short from the next. Other locations are never used. */
    public static Sourcing byPriority(List<String> locations) {
        List<String> order = List.copyOf(locations);
        return placedFirst(order, (wanted, free) -> take(wanted, free, order));
    }

    /**
     * Sends as few parcels as there can be, of equal ways the one whose locations come first. Tries all combinations, smallest first, of up
     * to {@value #COMBINED} locations; where there are more, it fills up from whichever covers most of what is missing.
     */
    public static Sourcing fewestParcels(List<String> locations) {
        List<String> order = List.copyOf(locations);
        return placedFirst(
                order,
                (wanted, free) -> order.size() <= COMBINED
                        ? fewest(wanted, free, order)
                        : take(wanted, free, greedy(wanted, free, order)));
    }

    /**
     * Prefers what is near the address.
     *
     * @param regions locations, nearest first, by country ({@code FR}) or country and the beginning of a postal code ({@code DE-8}); the
     *     longest that fits counts
     * @param locations the order for everywhere else; those a region does not name come after it in this order
     */
    public static Sourcing nearest(
            Map<String, List<String>> regions, List<String> locations, String country, String postalCode) {
        String address = country + "-" + postalCode;
        List<String> near = List.of();
        int longest = -1;
        for (Map.Entry<String, List<String>> region : regions.entrySet()) {
            String key = region.getKey();
            boolean fits = key.equals(country) || key.indexOf('-') > 0 && address.startsWith(key);
            if (fits && key.length() > longest) {
                longest = key.length();
                near = region.getValue();
            }
        }
        List<String> order = new ArrayList<>(near);
        locations.stream().filter(place -> !order.contains(place)).forEach(order::add);
        return byPriority(order);
    }

    /**
     * {@code rule} for an order of which some lines come from one place alone.
     *
     * @param places by the line's number; lines that are not here come from anywhere
     */
    public static Sourcing at(Map<Integer, String> places, Sourcing rule) {
        if (places.isEmpty()) {
            return rule;
        }
        Map<Integer, String> fixed = Map.copyOf(places);
        return (wanted, positions) -> rule.source(
                wanted.stream()
                        .map(line -> Optional.ofNullable(fixed.get(line.line()))
                                .map(place -> new Wanted(line.line(), line.sku(), line.quantity(), Optional.of(place)))
                                .orElse(line))
                        .toList(),
                positions);
    }

    /** A rule about lines that may come from anywhere: what is free by location is theirs to change. */
    @FunctionalInterface
    private interface Spread {
        Optional<List<Sourced>> over(List<Wanted> wanted, Map<String, Map<Sku, Long>> free);
    }

    private static Sourcing placedFirst(List<String> locations, Spread rule) {
        return (wanted, positions) -> {
            Map<String, Map<Sku, Long>> free = free(wanted, positions, locations);
            List<Wanted> anywhere = new ArrayList<>();
            List<Sourced> sourced = new ArrayList<>();
            for (Wanted line : wanted) {
                if (line.location().isEmpty()) {
                    anywhere.add(line);
                    continue;
                }
                String place = line.location().get();
                Map<Sku, Long> there = free.getOrDefault(place, Map.of());
                long left = there.getOrDefault(line.sku(), 0L) - line.quantity();
                if (left < 0) {
                    return Optional.empty();
                }
                there.put(line.sku(), left);
                sourced.add(new Sourced(line.line(), line.sku(), place, line.quantity()));
            }
            if (sourced.isEmpty() || anywhere.isEmpty()) {
                return anywhere.isEmpty() ? Optional.of(sourced) : rule.over(anywhere, free);
            }
            return rule.over(anywhere, free).map(rest -> {
                sourced.addAll(rest);
                return sourced;
            });
        };
    }

    private static Map<String, Map<Sku, Long>> free(
            List<Wanted> wanted, Map<Sku, List<Position>> positions, Collection<String> locations) {
        Map<String, Map<Sku, Long>> free = new HashMap<>();
        for (Wanted line : wanted) {
            for (Position position : positions.getOrDefault(line.sku(), List.of())) {
                if (locations.contains(position.location())) {
                    free.computeIfAbsent(position.location(), place -> new HashMap<>())
                            .put(line.sku(), position.available());
                }
            }
        }
        return free;
    }

    private static Optional<List<Sourced>> take(
            List<Wanted> wanted, Map<String, Map<Sku, Long>> free, List<String> order) {
        Map<String, Map<Sku, Long>> left = new HashMap<>();
        free.forEach((place, skus) -> left.put(place, new HashMap<>(skus)));
        List<Sourced> sourced = new ArrayList<>();
        for (Wanted line : wanted) {
            int missing = line.quantity();
            for (String place : order) {
                long there = left.getOrDefault(place, Map.of()).getOrDefault(line.sku(), 0L);
                int taken = (int) Math.min(missing, Math.max(0, there));
                if (taken > 0) {
                    sourced.add(new Sourced(line.line(), line.sku(), place, taken));
                    left.computeIfAbsent(place, none -> new HashMap<>()).put(line.sku(), there - taken);
                    missing -= taken;
                }
            }
            if (missing > 0) {
                return Optional.empty();
            }
        }
        return Optional.of(sourced);
    }

    private static Optional<List<Sourced>> fewest(
            List<Wanted> wanted, Map<String, Map<Sku, Long>> free, List<String> order) {
        for (int size = 1; size <= order.size(); size++) {
            Optional<List<Sourced>> found = ofSize(size, 0, new ArrayList<>(), wanted, free, order);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Adds locations from {@code from} on until there are {@code size}; those that come first are tried first. */
    private static Optional<List<Sourced>> ofSize(
            int size,
            int from,
            List<String> chosen,
            List<Wanted> wanted,
            Map<String, Map<Sku, Long>> free,
            List<String> order) {
        if (chosen.size() == size) {
            return take(wanted, free, chosen);
        }
        for (int i = from; i < order.size(); i++) {
            chosen.add(order.get(i));
            Optional<List<Sourced>> found = ofSize(size, i + 1, chosen, wanted, free, order);
            if (found.isPresent()) {
                return found;
            }
            chosen.remove(chosen.size() - 1);
        }
        return Optional.empty();
    }

    private static List<String> greedy(List<Wanted> wanted, Map<String, Map<Sku, Long>> free, List<String> order) {
        Map<Sku, Long> missing = new LinkedHashMap<>();
        wanted.forEach(line -> missing.merge(line.sku(), (long) line.quantity(), Long::sum));
        List<String> rest = new ArrayList<>(order);
        List<String> picked = new ArrayList<>();
        while (!rest.isEmpty()) {
            String best = rest.get(0);
            for (String place : rest) {
                if (covered(missing, free.getOrDefault(place, Map.of()))
                        > covered(missing, free.getOrDefault(best, Map.of()))) {
                    best = place;
                }
            }
            Map<Sku, Long> there = free.getOrDefault(best, Map.of());
            missing.replaceAll((sku, count) -> Math.max(0, count - there.getOrDefault(sku, 0L)));
            picked.add(best);
            rest.remove(best);
        }
        return picked;
    }

    private static long covered(Map<Sku, Long> missing, Map<Sku, Long> there) {
        long sum = 0;
        for (Map.Entry<Sku, Long> one : missing.entrySet()) {
            sum += Math.min(one.getValue(), there.getOrDefault(one.getKey(), 0L));
        }
        return sum;
    }
}
