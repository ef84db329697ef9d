package io.ovation.node.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AuditCommandTest {

    private static final int FOUND = 1;
    private static final int NOT_CHECKED = 3;

    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();

    @BeforeEach
    void writeBill() throws IOException {
        Files.writeString(bill(), """
                {"bomFormat": "CycloneDX", "components": [
                    {"group": "org.example", "name": "codec", "version": "4.2.18.Final"},
                    {"group": "org.example", "name": "other", "version": "1.0"}]}
                """);
    }

    @Test
    void withoutData_itSaysThatNothingWasChecked() {
        assertThat(audit()).isEqualTo(NOT_CHECKED);
        assertThat(said.toString().lines()).last().asString().startsWith("NOT CHECKED: no vulnerability data");
    }

    @Test
    void dataThatIsNotThereOrNotOfMaven_isNoData() throws IOException {
        assertThat(audit("--advisories", "nowhere")).isEqualTo(NOT_CHECKED);
        assertThat(said.toString()).contains("NOT CHECKED: there is no nowhere");

        write("other.json", advisory("GHSA-1", "npm", "org.example:codec", "introduced=0"));
        assertThat(audit("--advisories", directory.toString())).isEqualTo(NOT_CHECKED);
    }

    @Test
    void dataThatCannotBeRead_isNamed() throws IOException {
        Path file = write("broken.json", "{");

        assertThat(audit("--advisories", file.toString())).isEqualTo(NOT_CHECKED);
        assertThat(said.toString()).contains("NOT CHECKED: " + file + " is no JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "introduced=0                               | true",
                "introduced=4.2.18                          | true",
                "introduced=4.2.19                          | false",
                "introduced=4, fixed=4.2.18            | false",
                "introduced=4, fixed=4.2.19.Final      | true",
                "introduced=4, last_affected=4.2.18    | true",
                "introduced=4, last_affected=4.2.17    | false"
            })
    void library_isKnownIfItsVersionIsInTheRange(String events, boolean isKnown) throws IOException {
        Path file = write("one.json", advisory("GHSA-1", "Maven", "org.example:codec", events));

        assertThat(audit("--advisories", file.toString())).isEqualTo(isKnown ? FOUND : 0);
        assertThat(said.toString().contains("GHSA-1 org.example:codec 4.2.18.Final: it breaks"))
                .isEqualTo(isKnown);
        assertThat(said.toString())
                .contains("CHECKED against 1 advisories, the newest of 2026-10-01: " + (isKnown ? 1 : 0) + " known");
    }

    @Test
    void archiveOfAdvisories_isReadAsTheyAre() throws IOException {
        Path archive = directory.resolve("all.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(
                    zip.getPath("GHSA-1.json"), advisory("GHSA-1", "Maven", "org.example:codec", "introduced=0"));
            Files.writeString(
                    zip.getPath("GHSA-2.json"), advisory("GHSA-2", "Maven", "org.example:else", "introduced=0"));
        }

        assertThat(audit("--advisories", archive.toString())).isEqualTo(FOUND);
        assertThat(said.toString()).contains("CHECKED against 2 advisories");
    }

    @Test
    void withdrawnAdvisory_doesNotCount() throws IOException {
        String advisory = advisory("GHSA-1", "Maven", "org.example:codec", "introduced=0");
        Path file = write(
                "all.json",
                "[" + advisory.replaceFirst("\\{", "{\"withdrawn\": \"2026-10-02T00:00:00Z\",") + ","
                        + advisory("GHSA-2", "Maven", "org.example:other", "introduced=2") + "]");

        assertThat(audit("--advisories", file.toString())).isZero();
        assertThat(said.toString()).contains("CHECKED against 1 advisories");
    }

    private Path bill() {
        return directory.resolve("bill.cdx");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** @param events of its one range, in their order */
    private static String advisory(String id, String ecosystem, String library, String events) {
        return """
                {"id": "%s", "modified": "2026-10-01T12:00:00Z", "summary": "it breaks", "affected": [{
                    "package": {"ecosystem": "%s", "name": "%s"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{%s}]}]}]}
                """.formatted(
                        id,
                        ecosystem,
                        library,
                        events.replaceAll("(\\w+)=([^, ]+)", "\"$1\": \"$2\"").replace(", ", "}, {"));
    }

    private int audit(String... options) {
        CommandLine command = new CommandLine(new AuditCommand()).setOut(new PrintWriter(said, true));
        String[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "--bill";
        all[options.length + 1] = bill().toString();
        return command.execute(all);
    }
}
