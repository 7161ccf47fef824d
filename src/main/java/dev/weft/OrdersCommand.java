package dev.weft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weft orders}: waiting and parked work of a running gateway, over its operators' port. */
@Command(
        name = "orders",
        mixinStandardHelpOptions = true,
        description = "Shows what waits for the systems behind, and lets parked work go on.",
        synopsisSubcommandLabel = "COMMAND")
final class OrdersCommand {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists entries, oldest first.")
    int list(
            @Mixin OperatorCall gateway,
            @Option(names = "--lane", paramLabel = "BACKEND", description = "Only this lane's.") @Nullable String lane,
            @Option(names = "--parked", description = "Only what is set aside.") boolean parked,
            @Option(
                            names = "--limit",
                            defaultValue = "100",
                            description = "At most so many, up to 1000 (${DEFAULT-VALUE}).")
                    int limit)
            throws Exception {
        String query = "?limit=" + limit + (parked ? "&parked=true" : "")
                + (lane == null ? "" : "&lane=" + URLEncoder.encode(lane, StandardCharsets.UTF_8));
        return gateway.show("GET", "/orders/entries" + query, "", OrdersCommand::table);
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows an order and all its entries.")
    int show(@Mixin OperatorCall gateway, @Parameters(paramLabel = "ORDER") String order) throws Exception {
        return gateway.show("GET", "/orders/" + segment(order), "", OrdersCommand::order);
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Lets all parked entries of an order be tried again; each is asked about before it is sent.")
    int replay(@Mixin OperatorCall gateway, @Parameters(paramLabel = "ORDER") String order) throws Exception {
        return gateway.show("POST", "/orders/" + segment(order) + "/replay", "", OrdersCommand::changed);
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Lets one parked entry be tried again; it is asked about before it is sent.")
    int release(@Mixin OperatorCall gateway, @Parameters(paramLabel = "ENTRY") String entry) throws Exception {
        return gateway.show("POST", "/orders/entries/" + segment(entry) + "/release", "", OrdersCommand::changed);
    }

    /** How a parked entry ends. */
    static final class End {
        @Option(names = "--number", paramLabel = "NUMBER", description = "It was done outside Weft, under this number.")
        private @Nullable String number;

        @Option(names = "--never", description = "It will never happen.")
        private boolean never;
    }

    @Command(
            name = "settle",
            mixinStandardHelpOptions = true,
            description = "Ends a parked entry by hand: as done elsewhere, or as never to happen.")
    int settle(
            @Mixin OperatorCall gateway,
            @Parameters(paramLabel = "ORDER") String order,
            @Parameters(paramLabel = "ENTRY") String entry,
            @ArgGroup(multiplicity = "1") End end)
            throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String number = end.number;
        if (number == null) {
            body.put("never", true);
        } else {
            body.put("result", number);
        }
        return gateway.show(
                "POST",
                "/orders/" + segment(order) + "/entries/" + segment(entry) + "/settle",
                body.toString(),
                OrdersCommand::changed);
    }

    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description =
                    "Forgets who a shopper is in all their orders, and ends their reservations; the books stay. Orders of which"
                            + " something is still under way are left out: it exits with 1, to be run again.")
    int erase(
            @Mixin OperatorCall gateway,
            @Option(names = "--site", required = true) String site,
            @Option(names = "--customer", required = true, paramLabel = "ID") String customer)
            throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("site", site).put("customer", customer);
        return gateway.show("POST", "/orders/erase", body.toString(), OrdersCommand::erased, OrdersCommand::leftOut);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String changed(JsonNode answer) {
        return "changed: " + answer.path("changed").asInt() + System.lineSeparator();
    }

    private static String erased(JsonNode answer) {
        String open = leftOut(answer) == 0
                ? ""
                : "still under way: " + answer.path("open").asInt()
                        + " (their entries must end first: weft orders list; then run this again)"
                        + System.lineSeparator();
        return changed(answer) + open;
    }

    private static int leftOut(JsonNode answer) {
        return answer.path("open").asInt() == 0 ? 0 : Main.FAILED;
    }

    private static String order(JsonNode order) {
        StringBuilder text = new StringBuilder();
        order.properties().forEach(member -> {
            if (member.getValue().isValueNode()) {
                text.append(String.format(
                        "%-12s %s%n", member.getKey(), member.getValue().asText()));
            }
        });
        order.path("refunds")
                .forEach(refund -> text.append(String.format(
                        "refund       %s %s %s%n",
                        refund.path("reference").asText(),
                        refund.path("state").asText(),
                        refund.path("money").asText())));
        return text.append(System.lineSeparator()).append(table(order)).toString();
    }

    private static String table(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        String row = "%-36s %-24s %-18s %-10s %-8s %4s %-20s %s%n";
        text.append(String.format(row, "ENTRY", "ORDER", "TYPE", "LANE", "STATE", "TRY", "NEXT", "LAST"));
        answer.path("entries").forEach(entry -> {
            String result = entry.path("result").asText();
            text.append(String.format(
                    row,
                    entry.path("id").asText(),
                    entry.path("order").asText(),
                    entry.path("type").asText(),
                    entry.path("lane").asText(),
                    entry.path("state").asText(),
                    entry.path("attempts").asText(),
                    entry.path("nextAt").asText().replaceFirst("\\..*", ""),
                    result.isEmpty() ? entry.path("lastError").asText() : result));
        });
        return text.toString();
    }
}
