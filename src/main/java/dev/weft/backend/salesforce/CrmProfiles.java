package dev.weft.backend.salesforce;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.customer.Profile;
import dev.weft.customer.Profiles;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Shopper;
import dev.weft.kernel.Ticker;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contacts by our customer id, several shoppers in one query. SOQL compares texts without regard to case, so answers are matched to
 * shoppers exactly. A customer id that two contacts claim is ambiguous, and showing one of them to the other would be worse than showing
 * nothing: that shopper is absent.
 */
public final class CrmProfiles implements Profiles {
    /** Keeps the query's URL below 4 KiB with ids as long as commerce makes them. */
    private static final int MOST_IDS = 50;

    private final Soql soql;
    private final SalesforceSettings settings;
    private final Ticker ticker;

    public CrmProfiles(BackendClient client, SalesforceSettings settings, Ticker ticker) {
        this.soql = new Soql(client, settings.apiVersion());
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public Future<Map<Shopper, Aged<Profile>>> fetch(Set<Shopper> keys, Market market, RequestContext context) {
        Set<String> distinct = new LinkedHashSet<>();
        keys.forEach(shopper -> distinct.add(shopper.customerId()));
        List<String> ids = List.copyOf(distinct);
        List<Contacts> answers = new ArrayList<>();
        List<Future<Void>> queries = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MOST_IDS) {
            Contacts contacts = new Contacts(settings.externalIdField());
            answers.add(contacts);
            queries.add(soql.rows(
                    query(ids.subList(from, Math.min(ids.size(), from + MOST_IDS))), contacts::read, context));
        }
        return Future.all(queries).map(done -> {
            long now = ticker.nanos();
            Map<Shopper, Aged<Profile>> found = new HashMap<>(keys.size() * 2);
            for (Shopper shopper : keys) {
                for (Contacts contacts : answers) {
                    contacts.only(shopper.customerId())
                            .ifPresent(profile -> found.put(shopper, Aged.fresh(profile, now)));
                }
            }
            return found;
        });
    }

    private String query(List<String> ids) {
        return "SELECT Id," + settings.externalIdField()
                + ",FirstName,LastName,Email,Phone,Account.Name FROM Contact WHERE " + settings.externalIdField()
                + " IN " + Soql.in(ids);
    }

    /** The contacts of one query by our customer id; filled by one reader at a time. */
    private static final class Contacts {
        private final String externalIdField;
        private final Map<String, List<Profile>> byCustomer = new HashMap<>();

        Contacts(String externalIdField) {
            this.externalIdField = externalIdField;
        }

        Optional<Profile> only(String customerId) {
            List<Profile> profiles = byCustomer.getOrDefault(customerId, List.of());
            return profiles.size() == 1 ? Optional.of(profiles.get(0)) : Optional.empty();
        }

        void read(JsonReader in) throws IOException {
            String id = "";
            String customerId = "";
            String firstName = "";
            String lastName = "";
            String email = "";
            String phone = "";
            String account = "";
            in.enterObject();
            while (in.nextMember()) {
                switch (in.member()) {
                    case "Id" -> id = in.text();
                    case "FirstName" -> firstName = in.textOrEmpty();
                    case "LastName" -> lastName = in.textOrEmpty();
                    case "Email" -> email = in.textOrEmpty();
                    case "Phone" -> phone = in.textOrEmpty();
                    case "Account" -> account = Soql.nameOf(in);
                    default -> {
                        if (in.member().equals(externalIdField)) {
                            customerId = in.textOrEmpty();
                        } else {
                            in.skip();
                        }
                    }
                }
            }
            if (id.isEmpty() || customerId.isEmpty()) {
                throw in.malformed("a contact with Id and " + externalIdField);
            }
            byCustomer
                    .computeIfAbsent(customerId, none -> new ArrayList<>(1))
                    .add(new Profile(
                            id,
                            present(firstName),
                            present(lastName),
                            present(email),
                            present(phone),
                            present(account)));
        }

        private static Optional<String> present(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }
    }
}
