package io.ovation.node;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an embedded store keeps its files. */
final class DataDirectory {

    private static final String DIRECTORY = "ovation.data-dir";
    private static final String URL = "ovation.likes.store.url";

    private DataDirectory() {}

    /**
     * Makes the directory if it is not there. H2 itself would say what is wrong with it in a stack trace.
     *
     * @throws IllegalArgumentException if it is not said which
     * @throws IllegalStateException in one line if no file can be made in it
     */
    static void requireWritable(StoreSettings store, Config config) {
        boolean isDefault = config.getString(URL).isEmpty();
        if (isDefault) {
            Require.notBlank(DIRECTORY, config.getString(DIRECTORY));
        }
        store.file()
                .map(file -> file.toAbsolutePath().normalize().getParent())
                .ifPresent(directory -> requireWritable(isDefault ? DIRECTORY : URL, directory));
    }

    private static void requireWritable(String key, Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(key + " must name a directory, and " + e.getFile() + " is a file");
        } catch (IOException e) {
            throw new IllegalStateException(key + ": " + directory + " cannot be made: " + reason(e));
        }
        try {
            // To ask for the right to is not enough: a file system may refuse it to those who have it.
            Files.delete(Files.createTempFile(directory, "ovation", null));
        } catch (IOException e) {
            throw new IllegalStateException(key + ": " + directory + " cannot be written to: " + reason(e));
        }
    }

    /** Java puts the path alone where the kind of the exception says the rest. */
    private static String reason(IOException failure) {
        return failure instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : failure.getClass().getSimpleName();
    }
}
