package dev.weft.backend.scapi;

import dev.weft.backend.client.BackendClient;
import dev.weft.backend.client.UrlText;
import dev.weft.kernel.Failure;
import dev.weft.kernel.Market;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which organization, and which of its sites are ours.
 *
 * @param organization for example {@code f_ecom_zzrf_001}
 * @param sites our site id to commerce's {@code siteId}; a site that is not here is not served
 */
public record ScapiSettings(String organization, Map<String, String> sites) {
    private static final Pattern ORGANIZATION = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");

    public ScapiSettings {
        if (!ORGANIZATION.matcher(organization).matches()) {
            throw new IllegalArgumentException("organization: '" + organization + "' (expected: like f_ecom_zzrf_001)");
        }
        sites = Map.copyOf(sites);
    }

    /** {@code siteId=..} for the market's site, or the failure where it is none of ours. */
    String siteParameter(BackendClient client, Market market) {
        String site = sites.get(market.site());
        if (site == null) {
            throw Failure.of(
                            Failure.Reason.INTERNAL,
                            client.name(),
                            "site '" + market.site() + "' is not configured here")
                    .asException();
        }
        return "siteId=" + UrlText.segment(site);
    }

    /** The path of {@code api} up to the organization, without a slash at its end. */
    String path(String api) {
        return api + "/organizations/" + organization;
    }
}
