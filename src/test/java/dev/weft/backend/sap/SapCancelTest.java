package dev.weft.backend.sap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.backend.CannedBackend;
import dev.weft.backend.CannedBackend.Canned;
import dev.weft.outbox.AfterSend;
import dev.weft.outbox.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a cancellation when picking begins while it is under way. */
class SapCancelTest {
    private static final String TOO_LATE = "{\"error\":{\"code\":\"V1/849\",\"message\":{\"value\":\"too late\"}}}";

    @RegisterExtension
    final CannedBackend sap = new CannedBackend();

    private static String item(int position, String rejection) {
        return "{\"__metadata\":{\"etag\":\"W/'1'\"},\"SalesOrder\":\"4711\",\"SalesOrderItem\":\"" + position
                + "\",\"SalesDocumentRjcnReason\":\"" + rejection + "\",\"SDProcessStatus\":\""
                + (rejection.isEmpty() ? "A" : "C") + "\"}";
    }

    /** With so many changes taken before SAP says that it is too late. */
    private Outcome cancel(int taken, String... items) {
        int[] changes = {0};
        sap.answers(request -> {
            if (request.method().equals("PATCH")) {
                return changes[0]++ < taken ? Canned.status(204, "") : Canned.status(400, TOO_LATE);
            }
            return Canned.json(SapWire.results(List.of(items))).with("x-csrf-token", "token");
        });
        return sap.await(() -> {
            SapDocuments orders = new SapDocuments(sap.client(), "API_SALES_ORDER_SRV", "A_SalesOrder", "order");
            return new SapCancel("sap", orders, "50").cancel("4711", CannedBackend.context());
        });
    }

    private static void half(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotApplied.class);
        assertThat(((Outcome.NotApplied) outcome).failure().detail()).contains("half_cancelled");
    }

    @Test
    void allItemsTakenOutIsCancelled() {
        assertThat(cancel(2, item(10, ""), item(20, ""))).isEqualTo(AfterSend.applied("4711"));
        assertThat(cancel(1, item(10, "50"), item(20, ""))).isEqualTo(AfterSend.applied("4711"));
        assertThat(cancel(0, item(10, "50"), item(20, "50"))).isEqualTo(AfterSend.applied("4711"));
    }

    @Test
    void tooLateForTheFirstIsRefusedAndTooLateForALaterOneIsHalfCancelled() {
        assertThat(cancel(0, item(10, ""), item(20, ""))).isInstanceOf(Outcome.Rejected.class);
        half(cancel(1, item(10, ""), item(20, "")));
        half(cancel(0, item(10, "50"), item(20, "")));
    }

    @Test
    void whatIsRefusedOrCannotBeReadBeforeItIsThisEntrysOwnFault() {
        for (Canned answer : List.of(
                Canned.status(403, "{}"),
                Canned.status(400, "{}"),
                Canned.json(SapWire.results(List.of("{\"SalesOrder\":\"4711\"}"))))) {
            assertThat(before(answer).down()).as(answer.body()).isFalse();
        }
        assertThat(before(Canned.status(503, "{}")).down()).isTrue();
        assertThat(sap.seen()).noneMatch(request -> request.method().equals("PATCH"));
    }

    private Outcome.NotApplied before(Canned answer) {
        sap.answers(request -> answer);
        return (Outcome.NotApplied) sap.await(() -> new SapCancel(
                        "sap", new SapDocuments(sap.client(), "API_SALES_ORDER_SRV", "A_SalesOrder", "order"), "50")
                .cancel("4711", CannedBackend.context()));
    }

    @Test
    void anItemThatSomebodyElseRejectedForAnotherReasonIsNoBeginning() {
        assertThat(cancel(0, item(10, "03"), item(20, ""))).isInstanceOf(Outcome.Rejected.class);
    }
}
