package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A class of this class path in a JVM of its own, of the lowest priority, that answers each line with a line. */
public final class LowPriorityProcess implements AutoCloseable {

    private final Process process;
    private final PrintStream input;
    private final BufferedReader output;

    private LowPriorityProcess(Process process) {
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, UTF_8);
        this.output = process.inputReader(UTF_8);
    }

    public static LowPriorityProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(JavaCommand.ofClass(main, arguments));
        return new LowPriorityProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Does not wait for the answer. */
    public void tell(String line) {
        input.println(line);
    }

    /** @return the next one */
    public String awaitAnswer() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process of low priority has ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
