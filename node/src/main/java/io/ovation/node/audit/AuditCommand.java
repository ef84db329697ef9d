package io.ovation.node.audit;

import io.ovation.node.local.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./ovation audit}. */
@Command(
        name = "audit",
        description = "Tells which of Ovation's libraries are known to be vulnerable, by data in the format of OSV.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nIt ends with%n",
        exitCodeList = {
            "0:none is known, by the data that there is",
            "1:some are",
            "3:NOT CHECKED: there is no data to tell by"
        })
public final class AuditCommand implements Callable<Integer> {

    /** Beside the libraries of a distribution. */
    private static final String BILL = "ovation.cdx.json";

    private static final int FOUND = 1;
    private static final int NOT_CHECKED = 3;

    @Option(
            names = "--advisories",
            paramLabel = "PATH",
            description =
                    "Advisories in the format of OSV (https://ossf.github.io/osv-schema): a .json file, a .zip file"
                            + " as osv.dev has one for Maven, or a directory of such files.")
    private @Nullable Path advisories;

    @Option(
            names = "--bill",
            paramLabel = "FILE",
            description = "The bill of materials, a CycloneDX file. Default: that of this distribution.")
    private @Nullable Path bill;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return audit();
        } catch (IOException e) {
            return notChecked(e.getMessage());
        }
    }

    private int audit() throws IOException {
        Path file = bill();
        List<Library> libraries = BillOfMaterials.read(file);
        say(libraries.size() + " libraries in " + file);
        if (libraries.isEmpty()) {
            return notChecked("no libraries");
        }
        Advisories known = advisories == null ? Advisories.NONE : Advisories.read(advisories);
        if (known.isEmpty()) {
            return notChecked("no vulnerability data"
                    + (advisories == null ? "; --advisories says where it is" : " for Maven in " + advisories));
        }
        List<String> findings = known.of(libraries);
        findings.forEach(this::say);
        say("CHECKED against " + known.size() + " advisories, the newest of " + known.newest() + ": " + findings.size()
                + " known");
        return findings.isEmpty() ? 0 : FOUND;
    }

    private Path bill() throws IOException {
        Optional<Path> file = bill == null ? Distribution.file(BILL) : Optional.of(bill);
        return file.filter(Files::isRegularFile)
                .orElseThrow(() -> new IOException("no bill of materials" + (bill == null ? "" : " in " + bill)));
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private int notChecked(String reason) {
        say("NOT CHECKED: " + reason);
        return NOT_CHECKED;
    }
}
