package io.ovation.systemtests.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;

/** What a process has printed, the output of all its runs. */
public final class ProcessLog {

    private final List<String> lines = new ArrayList<>();

    /** @return ends once all is read that the process has printed */
    Thread follow(InputStream output, String name) {
        Thread reader = new Thread(() -> read(output), name + "-log");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void read(InputStream output) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(output, UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // The process has ended, and its output with it.
        }
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    public String tail(int count) {
        List<String> all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
    }
}
