package dev.weft.settings;

import dev.weft.journey.BasketStore;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that each site names a real currency, real languages, and issuers and backends that exist and speak the right wire. */
final class SiteCheck {
    private static final Map<String, Set<String>> VENDORS = Map.of(
            "commerce", Set.of("scapi"),
            "erp", new TreeSet<>(Set.of("rest", "sap")),
            "crm", Set.of("salesforce"),
            "loyalty", Set.of("loyalty"),
            "journeys", Set.of("marketingcloud"));

    private final Findings findings;
    private final Set<String> sites;
    private final Map<String, Section> issuers;
    private final Map<String, Section> backends;

    SiteCheck(Section root, Findings findings) {
        this.findings = findings;
        this.sites = root.sections("sites").keySet();
        this.issuers = root.section("identity").sections("issuers");
        this.backends = root.sections("backends");
    }

    void check(String name, Section site) {
        currency(site);
        locale(site.path().key("locale"), site.text("locale"));
        List<String> locales = site.list("locales");
        for (int i = 0; i < locales.size(); i++) {
            locale(site.path().key("locales").item(i), Optional.of(locales.get(i)));
        }
        Optional<String> own = site.text("locale").filter(SiteCheck::knownLanguage);
        if (!locales.isEmpty()
                && own.filter(locale -> !locales.contains(locale)).isPresent()) {
            findings.error(site.path().key("locales"), "the site's own locale is not in the list", "Add it.");
        }
        issuer(name, site);
        List.of("commerce", "erp", "crm", "loyalty").forEach(role -> backend(name, site, role));
        site.optional("journeys").ifPresent(journeys -> {
            KeyPath at = journeys.path().key("backend");
            journeys.text("backend").ifPresent(named -> fitting(at, named, "journeys"));
            kept(journeys, "after");
            kept(journeys, "again");
        });
        regions(name, site);
    }

    /** What is forgotten before its time has come is never told of. */
    private void kept(Section journeys, String key) {
        if (journeys.duration(key)
                .filter(time -> time.compareTo(BasketStore.KEPT) >= 0)
                .isPresent()) {
            findings.error(
                    journeys.path().key(key),
                    "too long: a basket that nobody changes is forgotten after " + BasketStore.KEPT.toDays() + " days",
                    "Write less than " + BasketStore.KEPT.toHours() + "h.");
        }
    }

    /** Regions are read by one rule only, and name places that the ERP serves the site from. */
    private void regions(String name, Section site) {
        Section orders = site.section("orders");
        Section regions = orders.section("regions");
        boolean nearest = orders.requiredText("sourcing").equals("nearest");
        if (nearest && regions.names().isEmpty()) {
            findings.error(
                    orders.path().key("sourcing"),
                    "nearest what, is not said: `regions` is absent",
                    "Name the locations by country or postal code in "
                            + regions.path().shown() + ".");
        } else if (!nearest && !regions.names().isEmpty()) {
            findings.error(regions.path(), "read by `sourcing: nearest` only", "Remove it, or set that rule.");
        }
        Set<String> places = places(name, site);
        for (String region : regions.names()) {
            KeyPath at = regions.path().key(region);
            if (!region.matches("[A-Z]{2}(-[A-Za-z0-9 ]+)?")) {
                findings.error(at, "not a region: " + region, "Write a country such as FR, or DE-8 for postal codes.");
            }
            List<String> named = regions.list(region);
            for (int i = 0; i < named.size(); i++) {
                if (!places.isEmpty() && !places.contains(named.get(i))) {
                    undefined(at.item(i), named.get(i), places, "location of the site's ERP");
                }
            }
        }
    }

    private Set<String> places(String name, Section site) {
        Section backend = backends.get(site.text("erp").orElse(""));
        if (backend == null) {
            return Set.of();
        }
        Section own = backend.section("mapping").section("sites").section(name);
        Set<String> places = new TreeSet<>(own.texts("plants").values());
        places.addAll(own.texts("locations").values());
        return places;
    }

    private void currency(Section site) {
        KeyPath at = site.path().key("currency");
        site.text("currency").filter(code -> !known(code)).ifPresent(code -> {
            TreeSet<String> codes = new TreeSet<>();
            Currency.getAvailableCurrencies().forEach(currency -> codes.add(currency.getCurrencyCode()));
            String remedy = findings.fromPlaceholder(at)
                    ? ""
                    : Nearest.to(code, codes)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse("Write a code such as EUR, GBP or JPY.");
            findings.error(at, "not an ISO 4217 currency: " + findings.shown(at), remedy);
        });
    }

    private static boolean known(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    private void locale(KeyPath at, Optional<String> tag) {
        if (tag.isEmpty() || knownLanguage(tag.get())) {
            return;
        }
        findings.error(at, "not a BCP 47 language tag: " + findings.shown(at), "Write one such as de-DE or en-GB.");
    }

    private static boolean knownLanguage(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            boolean country = locale.getCountry().isEmpty()
                    || Set.of(Locale.getISOCountries()).contains(locale.getCountry());
            return Set.of(Locale.getISOLanguages()).contains(locale.getLanguage()) && country;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private void issuer(String name, Section site) {
        KeyPath at = site.path().key("issuer");
        Optional<String> named = site.text("issuer");
        if (named.isEmpty()) {
            return;
        }
        Section issuer = issuers.get(named.get());
        if (issuer == null) {
            undefined(at, named.get(), issuers.keySet(), "issuer");
        } else if (issuer.has("sites") && !issuer.list("sites").contains(name)) {
            findings.error(
                    at,
                    "the issuer's own list of sites lacks this one",
                    "Add " + name + " to " + issuer.path().key("sites").shown() + ".");
        }
    }

    private void backend(String siteName, Section site, String role) {
        Optional<Section> backend =
                site.text(role).flatMap(named -> fitting(site.path().key(role), named, role));
        if (role.equals("erp") && backend.isPresent()) {
            mapped(siteName, backend.get().section("mapping"));
            if (backend.get().text("vendor").orElse("").equals("rest")) {
                tellable(site, backend.get().section("mapping", "restMapping").section("orderEntry"));
            }
        }
    }

    /** The backend {@code named} at {@code at}, where it is there and speaks a wire that serves {@code role}; reported otherwise. */
    private Optional<Section> fitting(KeyPath at, String named, String role) {
        Section backend = backends.get(named);
        if (backend == null) {
            undefined(at, named, backends.keySet(), "backend");
            return Optional.empty();
        }
        String vendor = backend.text("vendor").orElse("");
        Set<String> allowed = VENDORS.getOrDefault(role, Set.of());
        boolean anyVendor = VENDORS.values().stream().anyMatch(vendors -> vendors.contains(vendor));
        if (anyVendor && !allowed.contains(vendor)) {
            wrongVendor(at, role, vendor, allowed);
        }
        return allowed.contains(vendor) ? Optional.of(backend) : Optional.empty();
    }

    /** An order's amounts must be told to the last unit of the site's currency. */
    private void tellable(Section site, Section entry) {
        Optional<String> finer = site.text("currency")
                .filter(SiteCheck::known)
                .filter(code -> Currency.getInstance(code).getDefaultFractionDigits() > 2);
        if (finer.isPresent() && entry.requiredText("unit").equals("hundredths")) {
            findings.error(
                    entry.path().key("unit"),
                    "hundredths are too coarse for " + finer.get() + ", which has thousandths ("
                            + site.path().key("currency").shown() + ")",
                    "Write major or minor, whichever this system takes.");
        }
    }

    private void mapped(String siteName, Section mapping) {
        List<String> mapped = mapping.section("sites").names();
        Set<String> unknown = new TreeSet<>(mapped);
        unknown.removeAll(sites);
        boolean misspelt = Nearest.to(siteName, unknown).isPresent(); // is reported there
        if (mapping.has("sites") && !mapped.contains(siteName) && !misspelt) {
            findings.error(
                    mapping.path().key("sites").key(siteName),
                    "the site is served by this backend, but has no entry here",
                    "Add '" + siteName + "' to " + mapping.path().key("sites").shown() + ".");
        }
    }

    private void wrongVendor(KeyPath at, String role, String vendor, Set<String> allowed) {
        List<String> fitting = backends.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .text("vendor")
                        .filter(allowed::contains)
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
        findings.error(
                at,
                "expected a backend of vendor " + String.join(" or ", allowed) + " as " + role + ", found "
                        + findings.shown(at) + " of vendor " + vendor,
                fitting.isEmpty() ? "Add such a backend." : "Name one of: " + String.join(", ", fitting) + ".");
    }

    private void undefined(KeyPath at, String named, Set<String> defined, String what) {
        String remedy = findings.fromPlaceholder(at)
                ? "Defined: " + String.join(", ", defined) + "."
                : Nearest.remedy(named, defined, "Defined");
        findings.error(at, "no such " + what + ": " + findings.shown(at), remedy);
    }
}
