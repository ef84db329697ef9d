package io.ovation.systemtests.fault.oracle;

import io.ovation.systemtests.fault.oracle.Violation.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the oracle says. */
public record Verdict(Figures figures, List<Violation> violations) {

    private static final int EXAMPLES = 5;

    public Verdict {
        violations = List.copyOf(violations);
    }

    public boolean isClean() {
        return violations.isEmpty();
    }

    /** How many violations of each kind there are; only of kinds that there are. */
    public Map<Kind, Long> counts() {
        return violations.stream()
                .collect(
                        Collectors.groupingBy(Violation::kind, () -> new EnumMap<>(Kind.class), Collectors.counting()));
    }

    /** The figures, and of each kind of violation a few examples. */
    public String report() {
        StringBuilder report = new StringBuilder(figures.toString());
        counts().forEach((kind, count) -> {
            report.append("%n%s: %d".formatted(kind, count));
            violations.stream()
                    .filter(violation -> violation.kind() == kind)
                    .limit(EXAMPLES)
                    .forEach(
                            violation -> report.append("%n  at %s: %s".formatted(violation.who(), violation.detail())));
        });
        return report.toString();
    }

    /** @throws AssertionError with the report unless every promise was kept */
    public void assertClean() {
        if (!isClean()) {
            throw new AssertionError("promises were broken: " + report());
        }
    }
}
