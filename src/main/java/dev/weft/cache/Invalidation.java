package dev.weft.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Drops or ages what is cached, by tag, in every cache of the process. A tag names a product ({@code sku:10000231}), a site
 * ({@code site:WeftEU}) or a part ({@code part:price}). It walks whole caches, so run it off the event loop.
 */
public final class Invalidation {
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

    /** Tags to invalidate; an entry matches when any of them names it. */
    public record Selection(Set<String> tags) {
        public Selection {
            tags = Set.copyOf(tags);
        }

        boolean matches(String part, String site, String key) {
            return tags.contains("part:" + part) || tags.contains("site:" + site) || tags.contains("sku:" + key);
        }

        boolean matchesAny(Set<String> entryTags) {
            for (String tag : tags) {
                if (entryTags.contains(tag)) {
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
