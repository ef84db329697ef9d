package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2RepeatedCommentTest extends RepeatedCommentContract {

    @TempDir
    Path directory;

    @Override
    StoreSettings settings() {
        return H2LikesStoreTest.settings(directory);
    }
}
