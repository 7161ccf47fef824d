package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Language;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a site tells everybody: its configuration, its promotions, and what its addresses lead to. */
final class SitePages {

    private static final int MOST_PROMOTIONS = 50;

    private final World world;

    SitePages(World world) {
        this.world = world;
    }

    Reply configurations(Asked asked) {
        JsonArray all = new JsonArray();
        configuration(all, "SiteName", asked.site().id());
        configuration(all, "DefaultLocale", asked.site().language().locale());
        configuration(all, "DefaultCurrency", asked.site().currency());
        configuration(all, "Taxation", "gross");
        configuration(all, "SalesforcePaymentsAllowed", false);
        return json(new JsonObject().put("configurations", all));
    }

    /** Promotions by id; ids nobody knows are left out. */
    Reply promotions(Asked asked) {
        List<String> ids = asked.call().listParam("ids");
        if (ids.isEmpty() || ids.size() > MOST_PROMOTIONS) {
            return Problems.badRequest("The query parameter 'ids' must name 1 to " + MOST_PROMOTIONS + " promotions.");
        }
        return promotions(ids.stream().distinct().flatMap(it -> promotion(it, asked).stream()));
    }

    /** The two campaigns: {@code circle} of the products' promotion, {@code coupons} of the codes. */
    Reply campaign(Asked asked) {
        return switch (asked.path(2)) {
            case "circle" -> promotions(promotion(CirclePromotion.ID, asked).stream());
            case "coupons" ->
                promotions(Stream.of(Coupon.Code.values()).flatMap(it -> promotion(it.promotionId(), asked).stream()));
            default -> Problems.notFound("campaign", "No campaign with ID '" + asked.path(2) + "' was found.");
        };
    }

    /** {@code /category/x} and {@code /x.html} lead where they say; {@code /old/x} has moved. */
    Reply urlMapping(Asked asked) {
        String url = asked.param("urlSegment").orElse("");
        String last = url.substring(url.lastIndexOf('/') + 1);
        String id = last.endsWith(".html") ? last.substring(0, last.length() - 5) : last;
        Optional<JsonObject> mapping = Optional.empty();
        if (url.startsWith("/old/")) {
            mapping = Optional.of(new JsonObject()
                    .put("statusCode", 301)
                    .put("destinationUrl", url.substring(4))
                    .put("copySourceParams", true));
        } else if (world.catalogue().category(id).isPresent()) {
            mapping =
                    Optional.of(new JsonObject().put("resourceType", "CATEGORY").put("resourceId", id));
        } else if (world.catalogue().variant(id).isPresent()
                || world.catalogue().master(id).isPresent()) {
            mapping =
                    Optional.of(new JsonObject().put("resourceType", "PRODUCT").put("resourceId", id));
        }
        return mapping.map(SitePages::json)
                .orElseGet(() -> Problems.notFound("url-mapping", "Nothing is mapped to '" + url + "'."));
    }

    private static Reply promotions(Stream<JsonObject> found) {
        JsonArray data = new JsonArray();
        found.forEach(data::add);
        return json(new JsonObject().put("limit", data.size()).put("data", data).put("total", data.size()));
    }

    private static Optional<JsonObject> promotion(String id, Asked asked) {
        if (id.equals(CirclePromotion.ID)) {
            return Optional.of(promotion(id, CirclePromotion.callout(asked.language()), asked));
        }
        return Stream.of(Coupon.Code.values())
                .filter(it -> it.promotionId().equals(id))
                .map(it -> promotion(id, it.text(), asked))
                .findFirst();
    }

    private static JsonObject promotion(String id, String callout, Asked asked) {
        return new JsonObject()
                .put("id", id)
                .put("name", callout)
                .put("calloutMsg", callout)
                .put("currency", asked.site().currency())
                .put("startDate", "2026-01-01T00:00:00.000Z")
                .put("endDate", "2099-01-01T00:00:00.000Z");
    }

    private static void configuration(JsonArray all, String id, Object value) {
        all.add(new JsonObject().put("id", id).put("value", value).put("configurationType", "globalConfiguration"));
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }

    /** The one promotion products carry: a callout, at the price they have anyway. */
    static final class CirclePromotion {

        static final String ID = "circle-week";

        private CirclePromotion() {}

        static String callout(Language language) {
            return switch (language) {
                case ENGLISH -> "Circle week";
                case GERMAN -> "Aktionswoche";
                case JAPANESE -> "サークルウィーク";
            };
        }
    }
}
