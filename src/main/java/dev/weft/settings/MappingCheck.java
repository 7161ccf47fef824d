package dev.weft.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what stands under a backend's {@code mapping}: time zones, key tables, and for {@code rest} the places in its templates. */
final class MappingCheck {
    private static final Pattern PLACE = Pattern.compile("(?<!\\$)\\{([^{}\"]*)}");
    private static final String VARIABLE = "market.";
    private static final Set<String> PLACES =
            new LinkedHashSet<>(List.of("keys", "customer", "site", "locale", "currency"));

    private final Findings findings;

    MappingCheck(Findings findings) {
        this.findings = findings;
    }

    void check(Section backend) {
        String vendor = backend.requiredText("vendor");
        Section mapping = backend.section("mapping", vendor + "Mapping");
        for (String rule : List.of("material", "sku", "customer", "member", "contact")) {
            mapping.optional(rule).ifPresent(this::oneToOne);
        }
        if (vendor.equals("sap") || vendor.equals("rest")) {
            mapping.sections("sites").values().forEach(this::zone);
        }
        if (vendor.equals("rest")) {
            rest(mapping);
        }
        if (vendor.equals("marketingcloud")) {
            distinct(mapping.section("fields"));
        }
    }

    /** Two facts in one field would be one fact. */
    private void distinct(Section fields) {
        Map<String, String> seen = new HashMap<>();
        for (String fact : fields.described()) {
            String name = fields.requiredText(fact);
            String other = name.isEmpty() || name.contains("${") ? null : seen.putIfAbsent(name, fact);
            if (other != null) {
                String later = fields.has(fact) ? fact : other; // what stands in the document, not a default
                findings.error(
                        fields.path().key(later),
                        "the same field as for '" + (later.equals(fact) ? other : fact) + "'",
                        "Give each fact a field of its own, or leave one out with \"\".");
            }
        }
    }

    private void zone(Section site) {
        String zone = site.requiredText("zone");
        try {
            if (!zone.contains("${")) {
                ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            KeyPath at = site.path().key("zone");
            String remedy = findings.fromPlaceholder(at)
                    ? ""
                    : Nearest.to(zone, ZoneId.getAvailableZoneIds())
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Write one such as Europe/Berlin.");
            findings.error(at, "not a time zone: " + findings.shown(at), remedy);
        }
    }

    private void oneToOne(Section rule) {
        Map<String, String> seen = new HashMap<>();
        rule.texts("table").forEach((ours, theirs) -> {
            String other = seen.putIfAbsent(theirs, ours);
            if (other != null) {
                findings.error(
                        rule.path().key("table").key(ours),
                        "the same as for '" + other + "'",
                        "Give each key its own.");
            }
        });
    }

    private void rest(Section mapping) {
        List<String> operations = List.of("stock", "prices", "orders");
        if (operations.stream().noneMatch(mapping::has)) {
            findings.error(mapping.path(), "neither stock, prices nor orders is there", "Describe at least one.");
        }
        for (String operation : operations) {
            mapping.optional(operation).ifPresent(call -> call(call, mapping, operation.equals("orders")));
        }
        mapping.optional("stock").ifPresent(stock -> locations(stock, mapping));
        mapping.optional("prices").ifPresent(this::validity);
        mapping.optional("orderEntry").ifPresent(entry -> constants(entry, mapping));
    }

    /** Constants of orders are filled once per order: nothing in them can stand for a product or a customer. */
    private void constants(Section entry, Section mapping) {
        for (String table : List.of("constants", "refundConstants")) {
            entry.texts(table).forEach((name, text) -> {
                KeyPath at = entry.path().key(table).key(name);
                Set<String> named = places(at, text, mapping);
                if (named.contains("keys") || named.contains("customer")) {
                    findings.error(
                            at,
                            "a constant cannot hold {keys} or {customer}",
                            "Places: {site}, {locale}, {currency}, {market.NAME}.");
                }
            });
        }
    }

    private void call(Section call, Section mapping, boolean orders) {
        boolean post = call.requiredText("method").equals("POST");
        if (post != call.has("body")) {
            findings.error(
                    call.path().key("body"),
                    post ? "a POST asks with a body" : "a GET has no body",
                    post ? "Add 'body'." : "Remove it, or write method: POST.");
        }
        String subject = orders ? "customer" : "keys";
        Set<String> named = new LinkedHashSet<>();
        for (String key : List.of("path", "body", "priceList")) {
            call.text(key).ifPresent(text -> named.addAll(places(call.path().key(key), text, mapping)));
        }
        if (call.has("path") && !named.contains(subject) && named.stream().allMatch(this::known)) {
            findings.error(
                    call.path().key("path"),
                    "neither path nor body says where "
                            + (orders ? "the customer's number goes" : "the product codes go"),
                    "Put {" + subject + "} there.");
        }
    }

    private boolean known(String place) {
        return PLACES.contains(place) || place.startsWith(VARIABLE);
    }

    private Set<String> places(KeyPath at, String text, Section mapping) {
        Set<String> named = new LinkedHashSet<>();
        Matcher places = PLACE.matcher(text);
        while (places.find() && !findings.fromPlaceholder(at)) {
            String place = places.group(1);
            named.add(place);
            boolean json = at.shown().endsWith(".body") && !known(place);
            if (place.startsWith(VARIABLE)) {
                variable(at, place.substring(VARIABLE.length()), mapping);
            } else if (!PLACES.contains(place) && !json) {
                String remedy = Nearest.to(place, PLACES)
                        .map(near -> "Did you mean {" + near + "}?")
                        .orElse("Places: {keys}, {customer}, {site}, {locale}, {currency}, {market.NAME}.");
                findings.error(at, "no such place: {" + place + "}", remedy);
            }
        }
        return named;
    }

    private void variable(KeyPath at, String name, Section mapping) {
        for (Section site : mapping.sections("sites").values()) {
            Set<String> defined = site.texts("variables").keySet();
            if (!defined.contains(name)) {
                findings.error(
                        at,
                        "{market." + name + "} has no value in "
                                + site.path().key("variables").shown(),
                        Nearest.to(name, defined)
                                .map(near -> "Did you mean {market." + near + "}?")
                                .orElse("Add '" + name + "' there."));
            }
        }
    }

    private void locations(Section stock, Section mapping) {
        boolean one = !stock.section("fields").has("location");
        for (Section site : mapping.sections("sites").values()) {
            int count = site.texts("locations").size();
            if (count == 0 || (one && count > 1)) {
                findings.error(
                        site.path().key("locations"),
                        one
                                ? "expected exactly one location, because rows name none"
                                : "expected at least one location",
                        one
                                ? "Name the one, or add 'location' to stock.fields."
                                : "Add the depots that serve this site.");
            }
        }
    }

    private void validity(Section prices) {
        Section fields = prices.section("fields");
        Optional<String> lonely = fields.has("validFrom") == fields.has("validUntil")
                ? Optional.empty()
                : Optional.of(fields.has("validFrom") ? "validUntil" : "validFrom");
        lonely.ifPresent(key ->
                findings.error(fields.path().key(key), "the key is missing", "validFrom and validUntil go together."));
    }
}
