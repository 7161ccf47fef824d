package dev.weft.backend.salesforce;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.JsonReader;
import dev.weft.kernel.Aged;
import dev.weft.kernel.Market;
import dev.weft.kernel.RequestContext;
import dev.weft.kernel.Ticker;
import dev.weft.product.EarnRates;
import dev.weft.product.Earning;
import io.vertx.core.Future;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a purchase earns per tier, from the programme's own tier records, lowest tier first. A tier without a rate earns nothing and
 * says so, because the first tier stands for everyone; a programme without any tier is absent.
 */
public final class LoyaltyEarning implements Earning {
    private record Tier(BigDecimal sequence, EarnRates.TierRate rate) {}

    private final Soql soql;
    private final LoyaltySettings settings;
    private final Ticker ticker;

    public LoyaltyEarning(BackendClient client, LoyaltySettings settings, Ticker ticker) {
        this.soql = new Soql(client, settings.apiVersion());
        this.settings = settings;
        this.ticker = ticker;
    }

    @Override
    public Future<Map<String, Aged<EarnRates>>> fetch(Set<String> keys, Market market, RequestContext context) {
        if (keys.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Map<String, List<Tier>> tiers = new HashMap<>();
        String query = "SELECT Name,SequenceNumber," + settings.tierRateField()
                + ",LoyaltyTierGroup.LoyaltyProgram.Name FROM LoyaltyTier WHERE LoyaltyTierGroup.LoyaltyProgram.Name IN "
                + Soql.in(keys);
        return soql.rows(query, in -> read(in, tiers), context).map(done -> rates(keys, tiers));
    }

    private Map<String, Aged<EarnRates>> rates(Set<String> keys, Map<String, List<Tier>> tiers) {
        long now = ticker.nanos();
        Map<String, Aged<EarnRates>> rates = new HashMap<>();
        for (String program : keys) {
            List<Tier> found = tiers.getOrDefault(program, List.of());
            if (!found.isEmpty()) {
                List<EarnRates.TierRate> lowestFirst = found.stream()
                        .sorted(Comparator.comparing(Tier::sequence))
                        .map(Tier::rate)
                        .toList();
                rates.put(program, Aged.fresh(new EarnRates(settings.pointsCurrency(), lowestFirst), now));
            }
        }
        return rates;
    }

    private void read(JsonReader in, Map<String, List<Tier>> tiers) throws IOException {
        String name = "";
        String program = "";
        @Nullable BigDecimal sequence = null;
        BigDecimal rate = BigDecimal.ZERO;
        in.enterObject();
        while (in.nextMember()) {
            switch (in.member()) {
                case "Name" -> name = in.text();
                case "SequenceNumber" -> sequence = in.decimal();
                case "LoyaltyTierGroup" -> program = inner(in, "LoyaltyProgram");
                default -> {
                    if (in.member().equals(settings.tierRateField())) {
                        rate = in.isNull() ? BigDecimal.ZERO : in.decimal();
                    } else {
                        in.skip();
                    }
                }
            }
        }
        if (name.isEmpty() || program.isEmpty() || sequence == null || rate.signum() < 0) {
            throw in.malformed("a tier with its name, sequence, programme and rate");
        }
        tiers.computeIfAbsent(program, none -> new ArrayList<>())
                .add(new Tier(sequence, new EarnRates.TierRate(name, rate)));
    }

    /** The name of the record under {@code relationship}. */
    private static String inner(JsonReader in, String relationship) throws IOException {
        String name = "";
        in.enterObject();
        while (in.nextMember()) {
            if (in.member().equals(relationship)) {
                name = Soql.nameOf(in);
            } else {
                in.skip();
            }
        }
        return name;
    }
}
