package dev.weft.sandbox.salesforce;

import dev.weft.sandbox.data.Shopper;
import dev.weft.sandbox.data.World;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the shoppers a query can mean, by the fields that lead straight to one. */
final class Rows {

    private Rows() {}

    static Stream<Shopper> people(World world, Map<String, Set<String>> limits) {
        Stream<Shopper> found = direct(world, limits.get("StorefrontId__c"), limits.get("Email"));
        if (found == null) {
            found = direct(world, limits.get("Contact.StorefrontId__c"), limits.get("Contact.Email"));
        }
        if (found != null) {
            return found;
        }
        Set<String> members = limits.get("MembershipNumber");
        if (members != null) {
            return members.stream().sorted().flatMap(it -> world.shoppers().byMembershipNumber(it).stream());
        }
        return byId(world, "003", limits.containsKey("ContactId") ? limits.get("ContactId") : limits.get("Id"));
    }

    /** The shoppers with these record ids, or all if there are none to go by. */
    static Stream<Shopper> byId(World world, String prefix, @Nullable Set<String> ids) {
        boolean usable = ids != null
                && ids.stream().allMatch(id -> RecordId.number(prefix, id).isPresent());
        IntStream numbers = ids != null && usable
                ? ids.stream()
                        .mapToInt(id -> RecordId.number(prefix, id).orElseThrow())
                        .sorted()
                : IntStream.rangeClosed(1, world.shoppers().count());
        return numbers.boxed().flatMap(number -> world.shoppers().number(number).stream());
    }

    private static @Nullable Stream<Shopper> direct(
            World world, @Nullable Set<String> customerIds, @Nullable Set<String> emails) {
        if (customerIds != null) {
            return customerIds.stream().sorted().flatMap(it -> world.shoppers().byCustomerId(it).stream());
        }
        return emails == null ? null : emails.stream().sorted().flatMap(it -> world.shoppers().byEmail(it).stream());
    }

    static String contactId(Shopper shopper) {
        return RecordId.of("003", shopper.number());
    }

    static String accountName(Shopper shopper) {
        return shopper.lastName() + " Household";
    }

    static String country(Shopper shopper) {
        return switch (shopper.home()) {
            case WEFT_EU -> "DE";
            case WEFT_UK -> "GB";
            case WEFT_JP -> "JP";
        };
    }
}
