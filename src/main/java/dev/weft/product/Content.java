package dev.weft.product;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a product is and looks like.
 *
 * @param masterId the product this SKU is a variant of, where it is one
 * @param name shown as title, in the market's language
 * @param brand where the product has one
 * @param shortDescription one sentence; may contain the commerce system's markup
 * @param longDescription the full text; may contain the commerce system's markup
 * @param category the primary category's id
 * @param variation this SKU's own choice per variation attribute, for example {@code color -> BLK}
 * @param images absolute addresses, largest first
 */
public record Content(
        Optional<String> masterId,
        String name,
        Optional<String> brand,
        Optional<String> shortDescription,
        Optional<String> longDescription,
        Optional<String> category,
        Map<String, String> variation,
        List<Image> images) {
    public Content {
        variation = Map.copyOf(variation);
        images = List.copyOf(images);
    }

    /**
     * One picture.
     *
     * @param link absolute address
     * @param alt text for those who cannot see it; may be empty
     */
    public record Image(String link, String alt) {}
}
