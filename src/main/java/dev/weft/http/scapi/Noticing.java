package dev.weft.http.scapi;

import dev.weft.http.scapi.Shoppers.Known;
import dev.weft.http.scapi.Upstream.Answer;
import dev.weft.http.scapi.Upstream.Onward;
import dev.weft.kernel.RequestContext;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches what passes to SCAPI, so that nothing is remembered that is no longer so: each write, before it is sent and once it is answered,
 * whatever the answer; and what SCAPI says of sessions' contexts. A token makes its own session one that may have a context; somebody
 * else's becomes one only where SCAPI took the write, or made-up ids would fill the table. Safe from any thread.
 */
final class Noticing {
    private static final String BELOW = "/shopper-context/";

    private final Shoppers shoppers;
    private final Map<String, FaceSettings.Site> sites;

    Noticing(Shoppers shoppers, Map<String, FaceSettings.Site> sites) {
        this.shoppers = shoppers;
        this.sites = sites;
    }

    /** {@code next}, watched. */
    Upstream over(Upstream next) {
        return (onward, context) -> {
            boolean reads =
                    onward.method().equals(HttpMethod.GET) || onward.method().equals(HttpMethod.HEAD);
            if (!reads || onward.operation().equals(Families.SIGN_IN)) {
                return write(next, onward, context);
            }
            return onward.operation().equals(Families.CONTEXT)
                    ? question(next, onward, context)
                    : next.send(onward, context);
        };
    }

    private Future<Answer> write(Upstream next, Onward onward, RequestContext context) {
        boolean ofContext = onward.operation().equals(Families.CONTEXT);
        Future<Optional<Known>> writer = shoppers.of(onward.fields());
        writer.onSuccess(shopper -> shopper.ifPresent(known -> {
            if (ofContext) {
                shoppers.contexts().writing(known.usid());
            }
            changed(known, onward);
        }));
        return next.send(onward, context).onComplete(answered -> {
            writer.onSuccess(shopper -> shopper.ifPresent(known -> {
                if (ofContext) {
                    shoppers.contexts().written(known.usid());
                }
                changed(known, onward);
            }));
            if (ofContext && answered.succeeded() && answered.result().status() / 100 == 2) {
                shoppers.contexts().taken(session(onward));
            }
        });
    }

    private void changed(Known known, Onward onward) {
        if (Families.isBaskets(onward.operation())) {
            shoppers.basketsChanged(known);
        } else {
            shoppers.changed(known);
        }
    }

    private Future<Answer> question(Upstream next, Onward onward, RequestContext context) {
        Future<Optional<Known>> asker = shoppers.of(onward.fields());
        String usid = session(onward);
        if (usid.isEmpty() || !asker.succeeded() || !isOwn(usid, onward, asker.result())) {
            return next.send(onward, context);
        }
        long asked = shoppers.contexts().asking(usid);
        return next.send(onward, context).onSuccess(answer -> {
            if (answer.status() == 200 || answer.status() == 404) {
                shoppers.contexts().told(usid, asked, answer.status() == 404);
            }
        });
    }

    /** Of another session or another site SCAPI may say that there is nothing without knowing. */
    private boolean isOwn(String usid, Onward onward, Optional<Known> asker) {
        String siteId = Asked.of(onward.operation(), onward.target()).value("siteId");
        FaceSettings.@Nullable Site site = sites.get(siteId);
        return site != null
                && asker.filter(known -> known.usid().equals(usid) && known.isOf(siteId, site))
                        .isPresent();
    }

    /** Whose context it is about, by its path; empty where that is no context's. */
    private static String session(Onward onward) {
        String resource = Asked.of(onward.operation(), onward.target()).resource();
        boolean one = resource.startsWith(BELOW) && resource.indexOf('/', BELOW.length()) < 0;
        return one ? resource.substring(BELOW.length()) : "";
    }
}
