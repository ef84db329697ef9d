package io.ovation.loadtest.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.ovation.loadtest.CommandLineRun;
import io.ovation.loadtest.TinyServer;
import io.ovation.loadtest.command.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs against a server that speaks TLS. */
class TlsIT {

    @TempDir
    private static Path folder;

    private static SSLContext certificate;
    private static Path authority;

    @BeforeAll
    static void issue() throws Exception {
        X509Bundle issuer = new CertificateBuilder()
                .subject("CN=authority")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .subject("CN=127.0.0.1")
                .addSanIpAddress("127.0.0.1")
                .ecp256()
                .buildIssuedBy(issuer);
        certificate = SSLContext.getInstance("TLS");
        certificate.init(server.toKeyManagerFactory().getKeyManagers(), null, null);
        authority = Files.writeString(folder.resolve("authority.pem"), issuer.getCertificatePEM());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broadcast --viewers 4 --rate 20 --warm-up 250ms --duration 500ms --drain 2s --max-p99 5s",
                "room --viewers 4 --rate 20 --warm-up 250ms --duration 500ms --drain 2s",
                "publish --viewers 4 --connections 2 --duration 1s --interval 1s --min-first 1"
            })
    void run_isClean_ifTheAuthorityIsBelieved(String command) throws Exception {
        try (TinyServer server = TinyServer.secured(certificate)) {
            CommandLineRun run = run(command + " --viewer-url " + server.url() + " --publish-url " + server.url()
                    + " --ca " + authority);

            assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(ExitCode.OK);
            assertThat(run.err()).contains("connected 4 of 4");
            assertThat(server.posted("/comments")).isNotEmpty();
        }
    }

    @Test
    void run_endsIfTheAuthorityIsNotBelieved() throws Exception {
        try (TinyServer server = TinyServer.secured(certificate)) {
            CommandLineRun run = run("broadcast --viewers 1 --viewer-url " + server.url());

            assertThat(run.exitCode()).isEqualTo(ExitCode.RUN_FAILED);
            assertThat(run.err()).contains("no agreement on TLS: ", "--ca");
            assertThat(server.streamQueries()).isEmpty();
        }
    }

    @Test
    void fileWithoutCertificates_isAWrongArgument() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "hello");

        CommandLineRun run = run("broadcast --viewers 1 --viewer-url https://localhost:1 --ca " + text);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_ARGUMENTS);
        assertThat(run.err()).contains("--ca must be a file of certificates in PEM, not " + text);
    }

    private static CommandLineRun run(String command) {
        return CommandLineRun.of(command.split(" "));
    }
}
