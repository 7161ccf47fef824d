package dev.weft.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kernel.Secret;
import dev.weft.security.SealedMessages.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealedMessagesTest {
    private static final String SECRET = "a secret of more than 24 bytes";
    private static final String OLD_SECRET = "the secret they had before this";
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final byte[] BODY = "{\"levels\":[]}".getBytes(StandardCharsets.UTF_8);

    private final Adjustable clock = new Adjustable();
    private final SealedMessages messages = new SealedMessages(settings(SECRET), clock);

    /** A wall clock that stands still until it is set. */
    private static final class Adjustable extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static SealSettings settings(String... secrets) {
        return new SealSettings(Arrays.stream(secrets).map(Secret::new).toList(), Duration.ofMinutes(5));
    }

    /** Written on its own, from the specification, so that it cannot share a mistake with what it tests. */
    static MessageSeal seal(byte[] key, String id, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] head = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
            byte[] signed = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, signed, head.length, body.length);
            String signature = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
            return new MessageSeal(id, Long.toString(seconds), signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private MessageSeal seal(String id) {
        return seal(SECRET.getBytes(StandardCharsets.UTF_8), id, clock.instant().getEpochSecond(), BODY);
    }

    private MessageSeal sealedAt(String id, long secondsFromNow) {
        long at = clock.instant().getEpochSecond() + secondsFromNow;
        return seal(SECRET.getBytes(StandardCharsets.UTF_8), id, at, BODY);
    }

    /** The example of the Standard Webhooks specification. */
    @Test
    void readsTheSpecificationsOwnExample() {
        clock.now = Instant.ofEpochSecond(1_614_265_330);
        SealedMessages theirs = new SealedMessages(settings("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), clock);
        MessageSeal seal = new MessageSeal(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(theirs.admit(seal, "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void admitsOnceAndRefusesTheSameIdEverAfter() {
        assertThat(messages.admit(seal("one"), BODY)).isEqualTo(Verdict.ADMITTED);
        assertThat(messages.admit(seal("one"), BODY)).isEqualTo(Verdict.REPLAYED);
        MessageSeal first = seal("late");
        MessageSeal ahead = sealedAt("ahead", 300);
        assertThat(messages.admit(ahead, BODY)).isEqualTo(Verdict.ADMITTED);
        clock.now = NOW.plusSeconds(600);
        assertThat(messages.admit(ahead, BODY))
                .as("as long as its timestamp is good")
                .isEqualTo(Verdict.REPLAYED);
        clock.now = NOW.plusSeconds(601);
        assertThat(messages.admit(ahead, BODY)).isEqualTo(Verdict.TOO_OLD);
        assertThat(messages.admit(first, BODY)).isEqualTo(Verdict.TOO_OLD);
    }

    @Test
    void aMessageThatCameToNothingMayComeAgain() {
        MessageSeal seal = seal("one");
        assertThat(messages.admit(seal, BODY)).isEqualTo(Verdict.ADMITTED);
        messages.forget(seal);
        assertThat(messages.admit(seal, BODY)).isEqualTo(Verdict.ADMITTED);
        assertThat(messages.admit(seal, BODY)).isEqualTo(Verdict.REPLAYED);
    }

    @Test
    void refusesWhatIsNotSignedOverExactlyThis() {
        MessageSeal good = seal("one");
        byte[] other = BODY.clone();
        other[2] ^= 1;
        assertThat(messages.admit(good, other)).as("body").isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(messages.admit(new MessageSeal("two", good.timestamp(), good.signatures()), BODY))
                .as("id")
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        String later = Long.toString(good.seconds() + 1);
        assertThat(messages.admit(new MessageSeal("one", later, good.signatures()), BODY))
                .as("timestamp")
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        MessageSeal foreign = seal(OLD_SECRET.getBytes(StandardCharsets.UTF_8), "one", good.seconds(), BODY);
        assertThat(messages.admit(foreign, BODY)).as("secret").isEqualTo(Verdict.WRONG_SIGNATURE);
        for (String field :
                List.of("v1,", "v1,AAAA", "v1,%%%", "v2" + good.signatures().substring(2), "x", "   ")) {
            assertThat(messages.admit(new MessageSeal("one", good.timestamp(), field), BODY))
                    .as(field)
                    .isEqualTo(Verdict.WRONG_SIGNATURE);
        }
        assertThat(messages.admit(good, BODY)).as("none of them took its place").isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void bothSecretsCountWhileTheyAreChanged() {
        SealedMessages changing = new SealedMessages(settings(SECRET, OLD_SECRET), clock);
        long now = NOW.getEpochSecond();
        assertThat(changing.admit(seal("new"), BODY)).isEqualTo(Verdict.ADMITTED);
        MessageSeal old = seal(OLD_SECRET.getBytes(StandardCharsets.UTF_8), "old", now, BODY);
        assertThat(changing.admit(old, BODY)).isEqualTo(Verdict.ADMITTED);
        MessageSeal both = seal(OLD_SECRET.getBytes(StandardCharsets.UTF_8), "both", now, BODY);
        String field = "v1,AAAA " + both.signatures();
        assertThat(messages.admit(new MessageSeal("both", both.timestamp(), field), BODY))
                .isEqualTo(Verdict.WRONG_SIGNATURE);
        assertThat(messages.admit(
                        new MessageSeal(
                                "both",
                                both.timestamp(),
                                field + ' ' + seal("both").signatures()),
                        BODY))
                .as("one good one among several is enough")
                .isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void keepsToItsWindowOnBothSides() {
        assertThat(messages.outlook(sealedAt("a", -300))).isEqualTo(Verdict.ADMITTED);
        assertThat(messages.outlook(sealedAt("b", -301))).isEqualTo(Verdict.TOO_OLD);
        assertThat(messages.outlook(sealedAt("c", 300))).isEqualTo(Verdict.ADMITTED);
        assertThat(messages.outlook(sealedAt("d", 301))).isEqualTo(Verdict.TOO_NEW);
        assertThat(messages.admit(sealedAt("e", 301), BODY)).isEqualTo(Verdict.TOO_NEW);
        assertThat(messages.outlook(new MessageSeal("f", "999999999999", "v1,A")))
                .isEqualTo(Verdict.TOO_NEW);
        assertThat(messages.outlook(new MessageSeal("g", "0", "v1,A"))).isEqualTo(Verdict.TOO_OLD);
    }

    @Test
    void refusesFieldsThatCouldBeReadInTwoWays() {
        MessageSeal good = seal("one");
        for (String id : List.of("", "a.b", "a b", "ä", "x".repeat(129), "a\nb")) {
            assertThat(messages.admit(new MessageSeal(id, good.timestamp(), good.signatures()), BODY))
                    .as(id)
                    .isEqualTo(Verdict.MALFORMED);
        }
        for (String timestamp : List.of("", "-1", "+1", "1e9", "17955804160000", " 1", "١")) {
            assertThat(messages.admit(new MessageSeal("one", timestamp, good.signatures()), BODY))
                    .as(timestamp)
                    .isEqualTo(Verdict.MALFORMED);
        }
        assertThat(messages.admit(new MessageSeal("one", good.timestamp(), ""), BODY))
                .isEqualTo(Verdict.MALFORMED);
        assertThat(messages.admit(new MessageSeal("one", good.timestamp(), "v1,A ".repeat(300)), BODY))
                .isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void forgetsNoIdToMakeRoomButTellsToComeLater() {
        SealedMessages few = new SealedMessages(settings(SECRET), 3, clock);
        for (String id : List.of("1", "2", "3")) {
            assertThat(few.admit(seal(id), BODY)).isEqualTo(Verdict.ADMITTED);
        }
        assertThat(few.admit(seal("4"), BODY)).isEqualTo(Verdict.NO_PLACE);
        clock.now = NOW.plusSeconds(601);
        assertThat(few.admit(seal("4"), BODY)).isEqualTo(Verdict.ADMITTED);
    }

    @Test
    void refusesWeakAndUnreadableSecretsWithoutShowingThem() {
        assertThatThrownBy(() -> settings("tiny"))
                .hasMessageContaining("24 bytes")
                .hasMessageNotContaining("tiny");
        assertThatThrownBy(() -> settings("whsec_not/base64!!!!!!!!!!!!!!!!!!!!!!!!!!!!"))
                .hasMessageContaining("base64")
                .hasMessageNotContaining("!!");
        assertThatThrownBy(() -> settings()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings(SECRET, OLD_SECRET, "a third one of more than 24 bytes"))
                .hasMessageContaining("two");
    }
}
