package io.ovation.systemtests.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A process, each line of which is read as soon as it has been printed. */
final class Program {

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /** @param exit is told the exit code, after all lines */
    static Program start(List<String> command, Consumer<String> lines, IntConsumer exit) {
        Program program = new Program(start(command));
        Thread reader = new Thread(() -> program.read(lines, exit), command.get(0) + "-output");
        reader.setDaemon(true);
        reader.start();
        return program;
    }

    /** @return what it prints until it ends */
    static String run(List<String> command) {
        Process process = start(command);
        try {
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Consumer<String> lines, IntConsumer exit) {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
            }
            exit.accept(process.waitFor());
        } catch (IOException e) {
            // It was stopped.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        process.destroyForcibly();
    }
}
