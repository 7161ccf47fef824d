package dev.weft.sandbox.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weft.sandbox.books.Booking;
import dev.weft.sandbox.books.Books;
import dev.weft.sandbox.data.Plant;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Site;
import dev.weft.sandbox.data.Variant;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /erp-rest}: stock per depot, prices per list in minor units, orders per customer number, and the {@link OrderDesk}.
 *
 * <p>Every call needs {@code X-Api-Key: sandbox-key}. Codes nobody knows are left out, as this ERP does; it answers at most
 * 200 codes at once. {@code Packed_In_Transit} is not free to sell.
 */
public final class InHouseErp implements BackOffice {

    /** The key the gateway presents. */
    public static final String API_KEY = "sandbox-key";

    private static final int MOST_CODES = 200;

    private final Operation stock = new Operation("stock", call -> guarded(call, this::stock));
    private final Operation prices = new Operation("prices", call -> guarded(call, this::prices));
    private final Operation orders = new Operation("orders", call -> guarded(call, this::orders));
    private final Operation unknown = new Operation("unknown", call -> fault(404, 1404, "no such resource"));

    private final World world;
    private final Books books;
    private final OrderDesk desk;
    private final InstantSource clock;

    public InHouseErp(World world, Books books, InstantSource clock) {
        this.world = world;
        this.books = books;
        this.desk = new OrderDesk(world, books, this::guarded);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "erp-rest";
    }

    @Override
    public Operation operation(Call call) {
        List<String> path = call.segments();
        Optional<Operation> atDesk = desk.operation(call);
        if (atDesk.isPresent()) {
            return atDesk.get();
        }
        if (!call.method().equals(HttpMethod.GET) || !call.segment(0).equals("v2")) {
            return unknown;
        }
        if (path.size() == 2) {
            return call.segment(1).equals("stock") ? stock : call.segment(1).equals("prices") ? prices : unknown;
        }
        return path.size() == 4
                        && path.get(1).equals("customers")
                        && path.get(3).equals("orders")
                ? orders
                : unknown;
    }

    @Override
    public Reply failure(int status) {
        return fault(status, 9000 + status, status == 429 ? "too many calls" : "system not available");
    }

    private Reply guarded(Call call, Function<Call, Reply> answer) {
        return call.header("X-Api-Key").filter(API_KEY::equals).isPresent()
                ? answer.apply(call)
                : fault(401, 1401, "X-Api-Key is missing or unknown");
    }

    private Reply stock(Call call) {
        Optional<List<Variant>> variants = variants(call);
        if (variants.isEmpty()) {
            return tooManyOrNone();
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringField(
                    "as_of", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeArrayFieldStart("rows");
            for (Variant variant : variants.get()) {
                if (!world.stock().lists(variant)) {
                    continue;
                }
                for (Plant plant : Plant.values()) {
                    json.writeStartObject();
                    json.writeStringField("Product_Code", variant.productCode());
                    json.writeStringField("Depot", plant.depot());
                    json.writeStringField(
                            "Free_Units", Integer.toString(world.stock().free(variant, plant)));
                    json.writeNumberField("Packed_In_Transit", world.stock().inTransit(variant, plant));
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply prices(Call call) {
        Optional<Site> site = Arrays.stream(Site.values())
                .filter(it -> call.param("list").filter(it.priceList()::equals).isPresent())
                .findFirst();
        if (site.isEmpty()) {
            return fault(400, 1410, "list is missing or unknown");
        }
        Optional<List<Variant>> variants = variants(call);
        if (variants.isEmpty()) {
            return tooManyOrNone();
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("rows");
            for (Variant variant : variants.get()) {
                Site list = site.get();
                price(json, variant, list, world.prices().previous(variant, list), "2024-01-01", "2024-12-31");
                long truth = world.prices().truth(variant, list);
                if (world.prices().changes(variant)) {
                    price(json, variant, list, truth, "2025-01-01", "2098-12-31");
                    price(json, variant, list, truth * 2, "2099-01-01", "9999-12-31");
                } else {
                    price(json, variant, list, truth, "2025-01-01", "9999-12-31");
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void price(JsonGenerator json, Variant variant, Site site, long minor, String from, String to)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("Product_Code", variant.productCode());
        json.writeNumberField("Gross_Cents", minor);
        json.writeStringField("Cur", site.currency());
        json.writeStringField("Valid_From", from);
        json.writeStringField("Valid_To", to);
        json.writeEndObject();
    }

    private Reply orders(Call call) {
        Optional<Shopper> shopper = world.shoppers().byCustomerNo(call.segment(2));
        if (shopper.isEmpty()) {
            return fault(404, 1420, "no such customer");
        }
        int max = call.param("max")
                .filter(it -> it.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .orElse(10);
        List<Booking> found =
                books.orders().bySoldTo(shopper.get().soldToParty()).limit(max).toList();
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("orders");
            for (Booking order : found) {
                desk.order(json, order);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The known variants among {@code codes}; empty if there are none at all or too many. */
    private Optional<List<Variant>> variants(Call call) {
        List<String> codes = Arrays.stream(call.param("codes").orElse("").split("\\|", -1))
                .filter(code -> !code.isEmpty())
                .toList();
        if (codes.isEmpty() || codes.size() > MOST_CODES) {
            return Optional.empty();
        }
        return Optional.of(codes.stream()
                .filter(code -> code.startsWith("WF-"))
                .flatMap(code -> world.catalogue().variant(code.substring(3)).stream())
                .toList());
    }

    private static Reply tooManyOrNone() {
        return fault(400, 1411, "codes must name 1 to " + MOST_CODES + " products");
    }

    static Reply fault(int status, int number, String text) {
        return Reply.json(status, json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("fault");
            json.writeNumberField("no", number);
            json.writeStringField("text", text);
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
