package io.ovation.likes.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        StoreSettings settings = H2LikesStoreTest.settings(Path.of(arguments[0]), LikesStoreContract.EAST);
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
                Map.of(LikesStoreContract.key("heart"), 1L),
                List.of(LikesStoreContract.comment(LikesStoreContract.VIDEO, LikesStoreContract.newId(), "last"))));
        System.out.println("committed");
        Runtime.getRuntime().halt(HALTED);
    }
}
