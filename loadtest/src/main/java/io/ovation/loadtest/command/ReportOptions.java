package io.ovation.loadtest.command;

import io.ovation.common.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the figures go besides standard output. */
public final class ReportOptions {

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private @Nullable Path json;

    /** @param report whose components are the figures */
    public void write(Object report) throws IOException {
        if (json != null) {
            Files.write(json, Json.write(report));
        }
    }
}
