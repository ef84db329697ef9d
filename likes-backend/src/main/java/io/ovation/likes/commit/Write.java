package io.ovation.likes.commit;

import io.ovation.common.trace.Traceable;
import io.ovation.likes.store.NewEntry;
import java.util.List;
import java.util.stream.Stream;

/** What one publisher asked to keep: all of it or nothing. */
public record Write(List<LikesGiven> likes, List<NewEntry> entries) {

    public static Write of(List<LikesGiven> likes) {
        return new Write(List.copyOf(likes), List.of());
    }

    public static Write of(NewEntry entry) {
        return new Write(List.of(), List.of(entry));
    }

    /** Everything that is followed on its way. */
    public Stream<Traceable> events() {
        return Stream.concat(likes.stream(), entries.stream().map(NewEntry::body));
    }

    int size() {
        return likes.size() + entries.size();
    }
}
