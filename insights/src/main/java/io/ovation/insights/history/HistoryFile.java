package io.ovation.insights.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Keeps slots in a file, a line of JSON each, for one process at a time. A line that was cut off, because the process was
 * killed or the disk was full, is skipped. Blocks.
 */
final class HistoryFile implements AutoCloseable {

    /** Eight days have 1 152 lines; each restart may add one. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;
    private final List<HistorySlot> found;

    private HistoryFile(FileChannel channel, List<HistorySlot> found) {
        this.channel = channel;
        this.found = found;
    }

    /**
     * Takes what is there, but for what is older than that, which goes.
     *
     * @throws IOException also if another process has the file
     */
    static HistoryFile open(Path file, long oldestSecond) throws IOException {
        try (FileChannel former = lock(file)) {
            if (former.size() > 2 * MOST_BYTES) {
                throw new IOException(file + " is too large to be a history");
            }
            List<HistorySlot> found = Files.readString(file, UTF_8)
                    .lines()
                    .map(HistoryFile::parse)
                    .flatMap(Optional::stream)
                    .filter(slot -> slot.beginSecond() >= oldestSecond)
                    .toList();
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, found.stream().map(HistoryFile::line).toList(), UTF_8);
            FileChannel channel = lock(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new HistoryFile(channel, found);
        }
    }

    /** What was there, in order. */
    List<HistorySlot> found() {
        return found;
    }

    /** Beyond the largest size nothing is kept. */
    void append(HistorySlot slot) throws IOException {
        if (channel.size() < MOST_BYTES) {
            channel.write(UTF_8.encode(line(slot) + '\n'), channel.size());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Of this process; told below.
        }
        channel.close();
        throw new IOException(file + " is another node's");
    }

    private static Optional<HistorySlot> parse(String line) {
        try {
            return line.isBlank() ? Optional.empty() : Optional.of(JSON.readValue(line, HistorySlot.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String line(HistorySlot slot) {
        try {
            return JSON.writeValueAsString(slot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a slot is JSON", e);
        }
    }
}
