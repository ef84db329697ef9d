package io.ovation.likes.commit;

import io.ovation.likes.store.NewEntry;
import java.util.List;

/** What one publisher asked to keep: all of it or nothing. */
public record Write(List<LikesGiven> likes, List<NewEntry> entries) {

    public static Write of(List<LikesGiven> likes) {
        return new Write(List.copyOf(likes), List.of());
    }

    public static Write of(NewEntry entry) {
        return new Write(List.of(), List.of(entry));
    }

    int size() {
        return likes.size() + entries.size();
    }
}
