package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.books.JournalBook;
import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.Tier;
import dev.weft.sandbox.data.World;
import dev.weft.sandbox.wire.BackOffice;
import dev.weft.sandbox.wire.Call;
import dev.weft.sandbox.wire.Operation;
import dev.weft.sandbox.wire.Reply;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /loyalty}: the programme {@code Weft Circle}, its currency {@code Threads}, and the tiers Linen, Wool and Silk with
 * the points earned per unit of currency in {@code PointsPerUnit__c}; points move by the {@link JournalDesk}. Shoppers whose number divides by 40 are no members.
 */
public final class LoyaltyLedger implements BackOffice {

    static final String PROGRAM = "Weft Circle";
    static final String MEMBER = "0lM";

    private final Operation token;
    private final Operation query;
    private final Operation members;
    private final Operation unknown;
    private final JournalOperations journals;

    private final World world;
    private final JournalBook book;
    private final SalesforceOrg org;

    public LoyaltyLedger(World world, JournalBook book, InstantSource clock) {
        this.world = world;
        this.book = book;
        JournalDesk desk = new JournalDesk(world, book);
        this.org = new SalesforceOrg("loyalty", List.of(tiers(), programMembers(world), desk.journals()), clock);
        this.journals = new JournalOperations(org, desk);
        this.token = new Operation("token", org::token);
        this.query = new Operation("query", call -> org.guarded(call, org::query));
        this.members = new Operation("members", call -> org.guarded(call, this::member));
        this.unknown = new Operation(
                "unknown",
                call -> org.guarded(call, it -> {
                    throw OrgRefusal.notFound();
                }));
    }

    @Override
    public String name() {
        return "loyalty";
    }

    @Override
    public Operation operation(Call call) {
        if (SalesforceOrg.isTokenPath(call)) {
            return token;
        }
        if (SalesforceOrg.isDataPath(call)) {
            Optional<Operation> aboutJournals = journals.operation(call);
            if (aboutJournals.isPresent()) {
                return aboutJournals.get();
            }
            if (call.segment(3).equals("query")) {
                return query;
            }
            if (call.segment(3).equals("loyalty-programs") && call.segment(5).equals("members")) {
                return members;
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
    public Reply insufficientPoints() {
        return JournalDesk.tooFewPoints();
    }

    @Override
    public void expireTokens() {
        org.tokens().expireAll();
    }

    @Override
    public void pageSize(int rows) {
        org.engine().pageSize(rows);
    }

    private Reply member(Call call) {
        if (!call.segment(4).equals(PROGRAM)) {
            throw new OrgRefusal(404, "NOT_FOUND", "The loyalty program doesn't exist.");
        }
        Optional<Shopper> byNumber = call.param("membershipNumber").flatMap(world.shoppers()::byMembershipNumber);
        Optional<Shopper> byId = call.param("memberId").flatMap(id -> {
            var number = RecordId.number(MEMBER, id);
            return number.isPresent() ? world.shoppers().number(number.getAsInt()) : Optional.empty();
        });
        if (call.param("membershipNumber").isEmpty() && call.param("memberId").isEmpty()) {
            throw new OrgRefusal(400, "INVALID_INPUT", "Specify memberId or membershipNumber.");
        }
        Shopper shopper = byNumber.or(() -> byId)
                .filter(Shopper::isMember)
                .orElseThrow(() -> new OrgRefusal(404, "NOT_FOUND", "The loyalty program member doesn't exist."));
        return Reply.json(200, json -> MemberProfile.write(json, shopper, book.moved(shopper.membershipNumber())));
    }

    private static SObject<Tier> tiers() {
        Map<String, Function<Tier, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", tier -> RecordId.of("0lg", tier.ordinal() + 1));
        fields.put("Name", Tier::label);
        fields.put("SequenceNumber", tier -> 10 * (tier.ordinal() + 1));
        fields.put("PointsPerUnit__c", Tier::rate);
        fields.put("LoyaltyTierGroupId", tier -> RecordId.of("0lt", 1));
        fields.put("LoyaltyTierGroup.Name", tier -> "Fibres");
        fields.put("LoyaltyTierGroup.LoyaltyProgramId", tier -> RecordId.of("0lp", 1));
        fields.put("LoyaltyTierGroup.LoyaltyProgram.Name", tier -> PROGRAM);
        Map<String, String> relations =
                Map.of("LoyaltyTierGroup", "LoyaltyTierGroup", "LoyaltyTierGroup.LoyaltyProgram", "LoyaltyProgram");
        return SObject.of("LoyaltyTier", fields, relations, limits -> Arrays.stream(Tier.values()));
    }

    private static SObject<Shopper> programMembers(World world) {
        Map<String, Function<Shopper, Object>> fields = new LinkedHashMap<>();
        fields.put("Id", shopper -> RecordId.of(MEMBER, shopper.number()));
        fields.put("MembershipNumber", Shopper::membershipNumber);
        fields.put("MemberStatus", shopper -> "Active");
        fields.put("MemberType", shopper -> "Individual");
        fields.put("EnrollmentDate", MemberProfile::enrolled);
        fields.put("ProgramId", shopper -> RecordId.of("0lp", 1));
        fields.put("Program.Name", shopper -> PROGRAM);
        fields.put("ContactId", Rows::contactId);
        fields.put("Contact.StorefrontId__c", Shopper::customerId);
        fields.put("Contact.Email", Shopper::email);
        Map<String, String> relations = Map.of("Program", "LoyaltyProgram", "Contact", "Contact");
        return SObject.of(
                "LoyaltyProgramMember",
                fields,
                relations,
                limits -> (limits.containsKey("Id")
                                ? Rows.byId(world, MEMBER, limits.get("Id"))
                                : Rows.people(world, limits))
                        .filter(Shopper::isMember));
    }
}
