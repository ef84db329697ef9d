package io.ovation.node.top;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.node.environment.Environment;
import io.ovation.node.environment.Variable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ovation top}. */
@Command(
        name = "top",
        description = "Shows all nodes of a running cluster, each second; once if the output is not a terminal.",
        mixinStandardHelpOptions = true,
        footer = "%nThe letters of FDL stand for the roles frontend, dispatcher and likes-backend. LOST/S counts gaps"
                + " and frames that viewers did not get. See docs/operations.md.")
public final class TopCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8558",
            description = "The management port of any node. Default: ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Has the management token. Default: OVATION_MANAGEMENT_TOKEN_FILE or OVATION_MANAGEMENT_TOKEN,"
                            + " as for the nodes.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--json", description = "The whole document, one to a line.")
    private boolean json;

    @Option(names = "--once", description = "Once, and not each second.")
    private boolean once;

    @Override
    public Integer call() {
        PrintStream out = new PrintStream(System.out, false, UTF_8);
        try {
            ClusterReader reader = new ClusterReader(url, token(Environment.current()));
            boolean draws = !json && !once && Terminal.isOutput();
            show(reader.read(), draws ? Optional.of(new Terminal(out)) : Optional.empty(), reader, out);
            return DONE;
        } catch (IllegalArgumentException e) {
            return refuse(e.getMessage(), MISUSED);
        } catch (ClusterReader.NoAnswer e) {
            return refuse(e.getMessage(), FAILED);
        }
    }

    private static int refuse(String reason, int exitCode) {
        System.err.println("ovation: " + reason);
        return exitCode;
    }

    private Optional<String> token(Environment environment) {
        if (tokenFile.isPresent()) {
            try {
                return Optional.of(Files.readString(tokenFile.get()).strip());
            } catch (IOException e) {
                throw new IllegalArgumentException("--token-file: there is no readable file " + tokenFile.get(), e);
            }
        }
        environment.check(Set.of(Variable.OVATION_MANAGEMENT_TOKEN, Variable.OVATION_MANAGEMENT_TOKEN_FILE));
        return environment.resolve(Variable.OVATION_MANAGEMENT_TOKEN);
    }

    /** Until the process is ended, unless it is to be shown once. An answer that fails to come later is waited for. */
    private void show(JsonNode first, Optional<Terminal> terminal, ClusterReader reader, PrintStream out) {
        JsonNode document = first;
        String trouble = "";
        while (true) {
            if (terminal.isPresent()) {
                terminal.get().draw(drawn(document, trouble));
            } else if (trouble.isEmpty()) {
                print(document, out);
            } else {
                System.err.println("ovation: " + trouble);
            }
            if ((terminal.isEmpty() && !json) || once || out.checkError()) {
                return;
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            try {
                document = reader.read();
                trouble = "";
            } catch (ClusterReader.NoAnswer e) {
                trouble = String.valueOf(e.getMessage());
            }
        }
    }

    private static List<String> drawn(JsonNode document, String trouble) {
        Terminal.Size size = Terminal.size();
        // The cursor stands on the last row.
        int room = size.rows() - 1;
        List<String> lines =
                new ArrayList<>(new ClusterTable(document).lines(size.columns(), trouble.isEmpty() ? room : room - 1));
        if (!trouble.isEmpty()) {
            lines.add(trouble.substring(0, Math.min(size.columns(), trouble.length())));
        }
        return lines;
    }

    private void print(JsonNode document, PrintStream out) {
        if (json) {
            out.println(new String(Json.write(document), UTF_8));
        } else {
            new ClusterTable(document)
                    .lines(Terminal.Size.USUAL.columns(), Integer.MAX_VALUE)
                    .forEach(out::println);
        }
        out.flush();
    }
}
