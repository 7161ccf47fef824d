package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.data.Digits;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code /crm}: SOQL over Contact, Account and Case, and a contact by its external id {@code StorefrontId__c}, which is
 * commerce's customer id. Shoppers whose number divides by 50 have no contact; every fourth contact has a case.
 */
public final class Crm implements BackOffice {

    private static final List<String> CASE_STATES = List.of("New", "Working", "Escalated", "Closed");

    private final Operation token;
    private final Operation query;
    private final Operation contact;
    private final Operation unknown;

    private final World world;
    private final SalesforceOrg org;
    private final SObject<Shopper> contacts;

    public Crm(World world, InstantSource clock) {
        this.world = world;
        this.contacts = contacts(world);
        this.org = new SalesforceOrg("crm", List.of(contacts, accounts(world), cases(world)), clock);
        this.token = new Operation("token", org::token);
        this.query = new Operation("query", call -> org.guarded(call, org::query));
        this.contact = new Operation("contact", call -> org.guarded(call, this::contact));
        this.unknown = new Operation(
                "unknown",
                call -> org.guarded(call, it -> {
                    throw OrgRefusal.notFound();
                }));
    }

    @Override
    public String name() {
        return "crm";
    }

    @Override
    public Operation operation(Call call) {
        if (SalesforceOrg.isTokenPath(call)) {
            return token;
        }
        if (SalesforceOrg.isDataPath(call)) {
            if (call.segment(3).equals("query")) {
                return query;
            }
            if (call.segment(3).equals("sobjects") && call.segment(4).equals("Contact")) {
                return contact;
            }
        }
        return unknown;
    }

    @Override
    public Reply failure(int status) {
        return org.failure(status);
    }

    @Override
    public Reply limitExceeded() {
        return org.limitExceeded();
    }

    @Override
    public void expireTokens() {
        org.tokens().expireAll();
    }

    @Override
    public void pageSize(int rows) {
        org.engine().pageSize(rows);
    }

    private Reply contact(Call call) {
        if (!call.segment(5).equals("StorefrontId__c") || call.segments().size() != 7) {
            throw OrgRefusal.notFound();
        }
        Shopper shopper = world.shoppers()
                .byCustomerId(call.segment(6))
                .filter(Shopper::inCrm)
                .orElseThrow(OrgRefusal::notFound);
        List<SObject.Field<Shopper>> own = contacts.fields().values().stream()
                .filter(field -> field.name().indexOf('.') < 0)
                .toList();
        return Reply.json(200, json -> contacts.write(json, shopper, own, call.segment(2)));
    }

    private static SObject<Shopper> contacts(World world) {
        Map<String, Function<Shopper, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", Rows::contactId);
        fields.put("AccountId", shopper -> RecordId.of("001", shopper.number()));
        fields.put("FirstName", Shopper::firstName);
        fields.put("LastName", Shopper::lastName);
        fields.put("Name", shopper -> shopper.firstName() + " " + shopper.lastName());
        fields.put("Email", Shopper::email);
        fields.put("Phone", shopper -> "+49 555 " + (1_000_000 + shopper.number()));
        fields.put("StorefrontId__c", Shopper::customerId);
        fields.put("ErpCustomerNo__c", Shopper::customerNo);
        fields.put("MailingCountry", shopper -> Rows.country(shopper));
        fields.put("PreferredLocale__c", shopper -> shopper.home().language().locale());
        fields.put("HasOptedOutOfEmail", shopper -> shopper.number() % 3 == 0);
        fields.put("Account.Id", shopper -> RecordId.of("001", shopper.number()));
        fields.put("Account.Name", Rows::accountName);
        return SObject.of(
                "Contact",
                fields,
                Map.of("Account", "Account"),
                limits -> Rows.people(world, limits).filter(Shopper::inCrm));
    }

    private static SObject<Shopper> accounts(World world) {
        Map<String, Function<Shopper, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", shopper -> RecordId.of("001", shopper.number()));
        fields.put("Name", Rows::accountName);
        fields.put("Type", shopper -> "Household");
        fields.put("BillingCountry", Rows::country);
        return SObject.of(
                "Account",
                fields,
                Map.of(),
                limits -> Rows.byId(world, "001", limits.get("Id")).filter(Shopper::inCrm));
    }

    private static SObject<Shopper> cases(World world) {
        Map<String, Function<Shopper, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", shopper -> RecordId.of("500", shopper.number()));
        fields.put("CaseNumber", shopper -> Digits.padded(1_000 + shopper.number(), 8));
        fields.put("Subject", shopper -> "Question about my delivery");
        fields.put("Status", shopper -> CASE_STATES.get(shopper.number() / 4 % CASE_STATES.size()));
        fields.put("Origin", shopper -> "Web");
        fields.put("Priority", shopper -> "Medium");
        fields.put("ContactId", Rows::contactId);
        fields.put("CreatedDate", shopper -> "2026-10-%02dT09:30:00.000+0000".formatted(1 + shopper.number() % 28));
        fields.put("Contact.StorefrontId__c", Shopper::customerId);
        fields.put("Contact.Email", Shopper::email);
        return SObject.of(
                "Case",
                fields,
                Map.of("Contact", "Contact"),
                limits -> Rows.people(world, limits).filter(shopper -> shopper.inCrm() && shopper.number() % 4 == 0));
    }
}
