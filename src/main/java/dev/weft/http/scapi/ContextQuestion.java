package dev.weft.http.scapi;

import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Onward;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a guest's session has a context, with the guest's own token, as the storefront's pages ask it. Weft asks it itself
 * where no page has: what a server renders, or a storefront that sets no contexts, never does. {@link Noticing} learns from the answer.
 */
final class ContextQuestion {
    private static final String SCOPE = "sfcc.shopper-context";
    private static final Pattern USID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final List<CharSequence> KEPT = List.of(HttpHeaders.AUTHORIZATION, PassedFields.CORRELATION);

    private ContextQuestion() {}

    /** Whether SCAPI would answer it. */
    static boolean mayAsk(Known guest) {
        return guest.who().allows(SCOPE) && USID.matcher(guest.usid()).matches();
    }

    /**
     * The question.
     *
     * @param asked what the guest is asking just now
     * @param theirs the fields of that
     */
    static Onward of(Known guest, Asked asked, MultiMap theirs) {
        String target = Families.CONTEXT + "/organizations/" + asked.organization() + "/shopper-context/" + guest.usid()
                + "?siteId=" + asked.raw("siteId");
        MultiMap fields = HttpHeaders.headers().set(HttpHeaders.ACCEPT, "application/json");
        for (CharSequence name : KEPT) {
            @Nullable String value = theirs.get(name);
            if (value != null) {
                fields.set(name, value);
            }
        }
        return new Onward(Families.CONTEXT, HttpMethod.GET, target, fields, Optional.empty());
    }
}
