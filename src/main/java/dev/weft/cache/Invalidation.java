package dev.weft.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops or ages what is cached, by tag, in every cache of the process. A tag names a product ({@code sku:10000231}), a site
 * ({@code site:WeftEU}), a part ({@code part:price}) or one part of one product ({@code price:10000231}). It walks whole caches, so run it off the event loop.
 */
public final class Invalidation {
    private static final Set<String> WHOLE = Set.of("part", "site", "sku");

    private final List<Target> targets = new ArrayList<>();

    /** A cache that can be told to forget. */
    public interface Target {
        /** Its layer's name in metrics, for example {@code price} or {@code response}. */
        String name();

        /** Ages ({@code soft}) or drops what {@code selection} names; answers how many entries that were. */
        int invalidate(Selection selection, boolean soft);

        long entries();

        long bytes();
    }

    /** Tags to invalidate; an entry matches when any of them names it. Immutable. */
    public static final class Selection {
        private final Set<String> tags;
        private final Map<String, Set<String>> productsByPart = new HashMap<>();

        public Selection(Set<String> tags) {
            this.tags = Set.copyOf(tags);
            for (String tag : tags) {
                int colon = tag.indexOf(':');
                String kind = colon < 0 ? "" : tag.substring(0, colon);
                if (!kind.isEmpty() && !WHOLE.contains(kind)) {
                    productsByPart
                            .computeIfAbsent("part:" + kind, part -> new HashSet<>())
                            .add("sku:" + tag.substring(colon + 1));
                }
            }
        }

        boolean matches(String part, String site, String key) {
            return tags.contains("part:" + part)
                    || tags.contains("site:" + site)
                    || tags.contains("sku:" + key)
                    || (!productsByPart.isEmpty() && tags.contains(part + ':' + key));
        }

        /** Where an entry holds many products and parts, any part of any of them counts: it holds both, if not always together. */
        boolean matchesAny(Set<String> entryTags) {
            return meets(tags, entryTags)
                    || productsByPart.entrySet().stream()
                            .anyMatch(it -> entryTags.contains(it.getKey()) && meets(it.getValue(), entryTags));
        }

        private static boolean meets(Set<String> these, Set<String> those) {
            Set<String> fewer = these.size() < those.size() ? these : those;
            Set<String> more = fewer == these ? those : these;
            for (String one : fewer) {
                if (more.contains(one)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Adds a cache. Not thread-safe: call it while the process is being put together. */
    public <T extends Target> T register(T target) {
        targets.add(target);
        return target;
    }

    public List<Target> targets() {
        return List.copyOf(targets);
    }

    /** Invalidates in every cache; answers how many entries were hit. */
    public int invalidate(Selection selection, boolean soft) {
        int hit = 0;
        for (Target target : targets) {
            hit += target.invalidate(selection, soft);
        }
        return hit;
    }
}
