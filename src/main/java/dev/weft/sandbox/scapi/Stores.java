package dev.weft.sandbox.scapi;

import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One store at each plant, selling what lies there: by id, near a place, or in a country. */
final class Stores {

    private static final double EARTH_KM = 6_371;
    private static final double KM_PER_MILE = 1.609344;

    private final List<Store> stores =
            Arrays.stream(Plant.values()).map(Stores::store).toList();

    private record Store(Plant plant, Site site, double latitude, double longitude, String postalCode) {

        String country() {
            return plant == Plant.LYON ? "FR" : site == Site.WEFT_EU ? "DE" : site == Site.WEFT_UK ? "GB" : "JP";
        }

        String id() {
            return "store-" + plant.depot().toLowerCase(Locale.ROOT);
        }
    }

    private static Store store(Plant plant) {
        return switch (plant) {
            case HAMBURG -> new Store(plant, Site.WEFT_EU, 53.551, 9.994, "20095");
            case LYON -> new Store(plant, Site.WEFT_EU, 45.764, 4.836, "69001");
            case LEEDS -> new Store(plant, Site.WEFT_UK, 53.801, -1.549, "LS1 4AP");
            case BRISTOL -> new Store(plant, Site.WEFT_UK, 51.454, -2.588, "BS1 4DJ");
            case OSAKA -> new Store(plant, Site.WEFT_JP, 34.694, 135.502, "530-0001");
            case SENDAI -> new Store(plant, Site.WEFT_JP, 38.268, 140.869, "980-0811");
        };
    }

    Reply byIds(Asked asked) {
        List<String> ids = asked.call().listParam("ids");
        if (ids.isEmpty() || ids.size() > 50) {
            return Problems.badRequest("The query parameter 'ids' must name 1 to 50 stores.");
        }
        JsonArray data = new JsonArray();
        stores.stream()
                .filter(it -> it.site() == asked.site() && ids.contains(it.id()))
                .forEach(it -> data.add(document(it)));
        JsonObject json = new JsonObject().put("limit", data.size()).put("total", data.size());
        return json(data.isEmpty() ? json : json.put("data", data));
    }

    /** The site's stores, nearest first, at most {@code maxDistance} away; a postal code stands for the country's first. */
    Reply search(Asked asked) {
        int limit = asked.number("limit", 10, 1, 200);
        int offset = asked.number("offset", 0, 0, 9_999_999);
        boolean miles = asked.param("distanceUnit").orElse("km").equals("mi");
        boolean placed =
                asked.param("latitude").isPresent() && asked.param("longitude").isPresent();
        String country = asked.param("countryCode").orElse("");
        String postalCode = asked.param("postalCode").orElse("");
        if (!placed && (country.isEmpty() || postalCode.isEmpty())) {
            return Problems.badRequest("Either latitude and longitude or countryCode and postalCode are needed.");
        }
        Store near = stores.stream()
                .filter(it -> it.country().equals(country))
                .findFirst()
                .orElse(stores.get(0));
        double latitude = placed ? degrees(asked, "latitude") : near.latitude();
        double longitude = placed ? degrees(asked, "longitude") : near.longitude();
        double most = asked.param("maxDistance").isPresent() ? degrees(asked, "maxDistance") : Double.MAX_VALUE;
        List<JsonObject> found = stores.stream()
                .filter(it ->
                        it.site() == asked.site() && (placed || it.country().equals(country)))
                .map(it -> document(it)
                        .put("distance", rounded(distance(it, latitude, longitude) / (miles ? KM_PER_MILE : 1)))
                        .put("distanceUnit", miles ? "mi" : "km"))
                .filter(it -> !placed || it.getDouble("distance") <= most)
                .sorted(Comparator.comparing((JsonObject it) -> it.getDouble("distance")))
                .toList();
        JsonObject json =
                new JsonObject().put("limit", limit).put("offset", offset).put("total", found.size());
        return json(
                found.isEmpty()
                        ? json
                        : json.put(
                                "data",
                                new JsonArray(
                                        found.stream().skip(offset).limit(limit).toList())));
    }

    private static JsonObject document(Store store) {
        String name = store.plant().name();
        String town = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
        return new JsonObject()
                .put("id", store.id())
                .put("name", "Weft " + town)
                .put("address1", "1 Loom Street")
                .put("city", town)
                .put("countryCode", store.country())
                .put("postalCode", store.postalCode())
                .put("latitude", store.latitude())
                .put("longitude", store.longitude())
                .put("inventoryId", Shown.inventoryOf(store.plant()))
                .put("storeHours", "10:00-18:00")
                .put("posEnabled", false)
                .put("storeLocatorEnabled", true);
    }

    /** Along the great circle, by the haversine formula. */
    private static double distance(Store store, double latitude, double longitude) {
        double phi = Math.toRadians(latitude - store.latitude()) / 2;
        double lambda = Math.toRadians(longitude - store.longitude()) / 2;
        double a = Math.sin(phi) * Math.sin(phi)
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(store.latitude()))
                        * Math.sin(lambda)
                        * Math.sin(lambda);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    private static double rounded(double number) {
        return Math.round(number * 100) / 100.0;
    }

    private static double degrees(Asked asked, String name) {
        String text = asked.param(name).orElse("");
        if (!text.matches("-?[0-9]{1,6}(\\.[0-9]{1,15})?")) {
            throw Problems.refusal("The query parameter '" + name + "' must be a number.");
        }
        return Double.parseDouble(text);
    }

    private static Reply json(JsonObject json) {
        return Reply.json(200, json.toBuffer().getBytes());
    }
}
