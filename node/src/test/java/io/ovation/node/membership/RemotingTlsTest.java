package io.ovation.node.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemotingTlsTest {

    @TempDir
    private Path directory;

    private TestAuthority authority;
    private RemotingTls own;

    @BeforeEach
    void issue() {
        authority = new TestAuthority(directory, "authority");
        own = authority.issue();
    }

    @Test
    void nothingSet_isNoTls() {
        assertThat(RemotingTls.from(config("", "", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a,'',''", "'',a,''", "'','',a", "a,b,''", "a,'',b", "'',a,b"})
    void someSet_isRefused(String certificate, String key, String authority) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemotingTls.from(config(certificate, key, authority)))
                .withMessageContaining("belong together");
    }

    @Test
    void allSet_areWhatAkkaReads() {
        Config applied =
                RemotingTls.from(config("/a", "/b", "/c")).orElseThrow().applied();

        assertThat(applied.getString("akka.remote.artery.transport")).isEqualTo("tls-tcp");
        Config files = applied.getConfig("akka.remote.artery.ssl.rotating-keys-engine");
        assertThat(files.getString("cert-file")).isEqualTo("/a");
        assertThat(files.getString("key-file")).isEqualTo("/b");
        assertThat(files.getString("ca-cert-file")).isEqualTo("/c");
    }

    @Test
    void issuedByTheAuthority_isUsable() {
        assertThatCode(own::requireUsable).doesNotThrowAnyException();
    }

    @Test
    void issuedByAnother_isRefused() {
        RemotingTls foreign = new TestAuthority(directory, "another").issue();

        assertRefused(
                new RemotingTls(foreign.certificate(), foreign.key(), own.authority()),
                "certificate",
                "not issued by the authority");
    }

    @Test
    void authorityThatIsNone_isRefused() {
        assertRefused(
                new RemotingTls(own.certificate(), own.key(), own.certificate()),
                "authority",
                "not the certificate of an authority");
    }

    @Test
    void keyOfAnotherCertificate_isRefused() {
        assertRefused(
                new RemotingTls(own.certificate(), authority.issue().key(), own.authority()),
                "key",
                "not the RSA key of the certificate");
    }

    @Test
    void ellipticCurve_isRefused() {
        assertRefused(authority.issueEllipticCurve(), "key", "not the RSA key");
    }

    @Test
    void expired_isRefused() {
        assertRefused(authority.issueExpired(), "certificate", "valid today");
    }

    @Test
    void filesThatAreSomethingElse_areRefused() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "hello");

        assertRefused(new RemotingTls(text, own.key(), own.authority()), "certificate", "not a certificate in PEM");
        assertRefused(new RemotingTls(own.certificate(), text, own.authority()), "key", "private key in PEM");
        assertRefused(new RemotingTls(own.certificate(), own.key(), text), "authority", "not a certificate in PEM");
    }

    @Test
    void fileThatIsNotThere_isRefused() {
        assertRefused(
                new RemotingTls(directory.resolve("none"), own.key(), own.authority()),
                "certificate",
                "cannot be read");
    }

    private static void assertRefused(RemotingTls tls, String setting, String reason) {
        assertThatIllegalStateException()
                .isThrownBy(tls::requireUsable)
                .withMessageStartingWith("ovation.node.remoting-tls." + setting + " is /")
                .withMessageContaining(reason);
    }

    private static Config config(String certificate, String key, String authority) {
        return ConfigFactory.parseMap(Map.of(
                "ovation.node.remoting-tls.certificate", certificate,
                "ovation.node.remoting-tls.key", key,
                "ovation.node.remoting-tls.authority", authority));
    }
}
