package dev.weft.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignaturesTest {
    /** A known answer that never passed would silently leave every platform on the slow provider. */
    @Test
    void nativeCryptographyPassesItsKnownAnswerWherePresent() {
        boolean available = org.conscrypt.Conscrypt.isAvailable();
        assertThat(Signatures.fastest().name()).isEqualTo(available ? "Conscrypt" : "JDK");
    }
}
