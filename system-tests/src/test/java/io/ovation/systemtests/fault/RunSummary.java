package io.ovation.systemtests.fault;

import io.ovation.systemtests.fault.oracle.Figures;
import io.ovation.systemtests.fault.oracle.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A table of runs, a line at a time, so that it tells of what was done if the rest never is. */
final class RunSummary {

    private static final String HEAD = """
            | seed | faults | comments | deliveries | gaps | reconnects | longest wait (ms) | broken promises |
            |---|---|---|---|---|---|---|---|
            """;

    private final Path file;
    private final List<Long> failed = new ArrayList<>();

    RunSummary(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, HEAD);
    }

    void add(long seed, FaultPlan plan, Verdict verdict) throws IOException {
        if (!verdict.isClean()) {
            failed.add(seed);
        }
        Figures figures = verdict.figures();
        String line = "| %d | %s | %d | %d | %d | %d | %d | %s |%n"
                .formatted(
                        seed,
                        plan.rounds(),
                        figures.comments(),
                        figures.deliveries(),
                        figures.gaps(),
                        figures.reconnects(),
                        figures.worstDelay().toMillis(),
                        verdict.isClean() ? "none" : verdict.counts());
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    /** The seeds of the runs that broke a promise. */
    List<Long> failed() {
        return failed;
    }

    Path file() {
        return file;
    }
}
