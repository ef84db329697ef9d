package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.Batch;
import io.ovation.likes.store.LikesStore;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A second JVM on the same H2 file. */
final class OtherProcess {

    /** Its exit status once it has halted itself. */
    static final int HALTED = 9;

    private OtherProcess() {}

    static Process start(Path directory, String task) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        directory.toString(),
                        task)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        StoreSettings settings = H2LikesStoreTest.settings(Path.of(arguments[0]));
        if (arguments[1].equals("open")) {
            open(settings);
        } else {
            commitAndHalt(settings);
        }
    }

    private static void open(StoreSettings settings) {
        try (LikesStore store = JdbcLikesStore.open(settings)) {
            System.out.println("opened " + store);
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }

    /** No shutdown hook runs and no thread gets to finish anything, as with kill -9. */
    private static void commitAndHalt(StoreSettings settings) {
        LikesStore store = JdbcLikesStore.open(settings);
        store.commit(new Batch(
                Map.of(StoreContract.key("heart"), 1L),
                List.of(StoreContract.comment(StoreContract.VIDEO, StoreContract.newId(), "last")),
                List.of(),
                Set.of()));
        System.out.println("committed");
        Runtime.getRuntime().halt(HALTED);
    }
}
