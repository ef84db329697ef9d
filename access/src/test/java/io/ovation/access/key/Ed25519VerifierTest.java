package io.ovation.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;

class Ed25519VerifierTest {

    /** RFC 8037, appendix A. */
    private static final String X = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static final String CONTENT = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    private static final String SIGNATURE =
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    private final Ed25519Verifier verifier = new Ed25519Verifier(new Base64URL(X).decode());

    @Test
    void rfc8037Vector_isAccepted() {
        assertThat(verify(CONTENT, SIGNATURE)).isTrue();
    }

    @Test
    void otherContent_isRefused() {
        assertThat(verify(CONTENT + "x", SIGNATURE)).isFalse();
    }

    @Test
    void signature_thatIsNone_isRefused() {
        assertThat(verify(CONTENT, "")).isFalse();
        assertThat(verify(CONTENT, "AAAA")).isFalse();
        assertThat(verify(CONTENT, "_".repeat(86))).isFalse();
        assertThat(verify(CONTENT, "A".repeat(86))).isFalse();
    }

    @Test
    void key_thatIsNone_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519Verifier(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ed25519Verifier(new byte[33]));
    }

    private boolean verify(String content, String signature) {
        return new Signed(Algorithm.EDDSA, content, signature).isVerifiedBy(verifier);
    }
}
