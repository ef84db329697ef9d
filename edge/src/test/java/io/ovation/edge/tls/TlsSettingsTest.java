package io.ovation.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsSettingsTest {

    @TempDir
    private Path directory;

    @Test
    void nothingSet_isNoTls() {
        assertThat(TlsSettings.from(config("", ""))).isEmpty();
    }

    @Test
    void bothSet_areRead() {
        assertThat(TlsSettings.from(config("a.pem", "b.key")))
                .contains(new TlsSettings(Path.of("a.pem"), Path.of("b.key"), Duration.ofSeconds(10)));
    }

    @Test
    void filesThatAreNeverReadAgain_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsSettings(Path.of("a.pem"), Path.of("b.key"), Duration.ZERO))
                .withMessageContaining("ovation.edge.tls.read-every");
    }

    @ParameterizedTest
    @CsvSource({"a,''", "'',a"})
    void oneSet_isRefused(String certificate, String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsSettings.from(config(certificate, key)))
                .withMessageContaining("belong together");
    }

    @Test
    void keysOfBothKinds_areUsable() throws Exception {
        assertUsable(TestCertificate.of(new CertificateBuilder().rsa2048()));
        assertUsable(TestCertificate.of(new CertificateBuilder().algorithm(CertificateBuilder.Algorithm.ecp384)));
    }

    /** As {@code openssl} and some issuers' tools still write them. */
    @Test
    void keysInTheFormsBeforePkcs8_areUsable() throws Exception {
        assertUsableWithoutPkcs8(TestCertificate.of(new CertificateBuilder().rsa2048()), "RSA ");
        assertUsableWithoutPkcs8(TestCertificate.of(new CertificateBuilder().ecp256()), "EC ");
    }

    @Test
    void edwardsCurve_isRefused() throws Exception {
        assertRefused(
                TestCertificate.of(new CertificateBuilder().algorithm(CertificateBuilder.Algorithm.ed25519))
                        .write(directory),
                "certificate",
                "RSA or of an elliptic curve");
    }

    @Test
    void keyOfAnother_isRefused() throws Exception {
        TlsSettings files = TestCertificate.create().write(directory);
        Files.writeString(files.key(), TestCertificate.create().bundle().getPrivateKeyPEM());

        assertRefused(files, "key", "not the private key of");
    }

    @Test
    void expired_isRefused() throws Exception {
        Instant now = Instant.now();
        CertificateBuilder expired = new CertificateBuilder()
                .ecp256()
                .notBefore(now.minus(Duration.ofDays(2)))
                .notAfter(now.minus(Duration.ofDays(1)));

        assertRefused(TestCertificate.of(expired).write(directory), "certificate", "valid today");
    }

    @Test
    void filesThatAreSomethingElse_areRefused() throws Exception {
        TlsSettings files = TestCertificate.create().write(directory);
        Path text = Files.writeString(directory.resolve("text"), "hello");

        assertRefused(new TlsSettings(text, files.key(), files.readEvery()), "certificate", "not a certificate in PEM");
        assertRefused(
                new TlsSettings(files.certificate(), text, files.readEvery()), "key", "in PEM without a password");
        assertRefused(
                new TlsSettings(files.certificate(), directory.resolve("none"), files.readEvery()),
                "key",
                "cannot be read");
    }

    private void assertUsable(TestCertificate certificate) throws Exception {
        TlsSettings files = certificate.write(directory);
        assertThatCode(files::requireUsable).doesNotThrowAnyException();
    }

    /** What stands inside of PKCS#8, at its end. */
    private void assertUsableWithoutPkcs8(TestCertificate certificate, String form) throws Exception {
        TlsSettings files = certificate.write(directory);
        byte[] whole = certificate.bundle().getKeyPair().getPrivate().getEncoded();
        int begin = whole[1] < 0
                ? firstOf(whole, new byte[] {0x04, (byte) 0x82}) + 4
                : firstOf(whole, new byte[] {0x04}) + 2;
        byte[] inside = Arrays.copyOfRange(whole, begin, whole.length);
        Files.writeString(
                files.key(),
                "-----BEGIN " + form + "PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(inside)
                        + "\n-----END " + form + "PRIVATE KEY-----\n");

        assertThatCode(files::requireUsable).doesNotThrowAnyException();
    }

    private static int firstOf(byte[] der, byte[] tag) {
        for (int i = 0; i < der.length; i++) {
            if (Arrays.equals(Arrays.copyOfRange(der, i, i + tag.length), tag)) {
                return i;
            }
        }
        throw new AssertionError("no octet string");
    }

    private static void assertRefused(TlsSettings files, String setting, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(files::requireUsable)
                .withMessageStartingWith("ovation.edge.tls." + setting + " is /")
                .withMessageContaining(reason)
                .withMessageMatching("[^\\n]*");
    }

    private static Config config(String certificate, String key) {
        return ConfigFactory.parseMap(Map.of("ovation.edge.tls.certificate", certificate, "ovation.edge.tls.key", key))
                .withFallback(ConfigFactory.load());
    }
}
