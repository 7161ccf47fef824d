package dev.weft.http;

import dev.weft.kernel.Market;
import dev.weft.security.Principal;
import java.util.Map;
import java.util.Optional;

/** Works out where a request shops: the site its token is for, in a language and currency the site has. */
final class Markets {
    private final Map<String, EdgeSettings.Site> sites;

    Markets(Map<String, EdgeSettings.Site> sites) {
        this.sites = sites;
    }

    /** The market of a question. Fails with 403 for another site's token, with 400 for what the site does not have. */
    Market of(Query query, Principal who) {
        String wanted = query.get("site").orElse(who.site());
        EdgeSettings.Site site = sites.get(wanted);
        if (site == null || !who.site().equals(wanted)) {
            throw new BadInput(Problem.forbidden());
        }
        String locale = query.get("locale").orElse(site.locale());
        if (!site.locales().contains(locale)) {
            throw BadInput.of("The site has no such locale; it has " + site.locales() + ".");
        }
        Optional<String> currency = query.get("currency");
        if (currency.isPresent() && !currency.get().equals(site.currency().getCurrencyCode())) {
            throw BadInput.of("The site sells in " + site.currency().getCurrencyCode() + " only.");
        }
        return site.market(locale);
    }
}
