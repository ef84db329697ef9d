package io.ovation.likes.store;

import io.ovation.access.revocation.RevocationStore;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Totals and logs of one data centre. Every method blocks, so callers bring a thread that may; each throws
 * {@link StoreException} if the store cannot be reached. Several processes may share a store where its database allows
 * it.
 */
public interface LikesStore extends LogReads, RevocationStore, AutoCloseable {

    /**
     * Keeps all of a batch or, if it throws, nothing that the caller may rely on. Once it has returned, the batch
     * survives the death of this process. If the database refuses what is in the pages of other data centres, the rest
     * is kept. Called by one thread at a time, which is the one that also calls {@link #realign} and
     * {@link #tellUnpublished}.
     */
    Committed commit(Batch batch);

    /**
     * Sets the cursor back to where everything before is known, by these places of the log; see {@link CommitPlan#realign}.
     *
     * @return where it is now
     */
    Mark realign(RemoteLog log, List<LogMessage.Place> places);

    /**
     * Tells where the logs stand of which the previous version has left comments unpublished, and then forgets that it
     * has. If the process dies in between, the next one tells it.
     */
    void tellUnpublished(Consumer<Map<Topic, Mark>> tell);

    /** Likes by reaction; empty if there are none. */
    Map<String, Long> totals(Topic topic);

    /** Likes by reaction of those of the topics that have any. */
    Map<Topic, Map<String, Long>> totals(Collection<Topic> topics);

    @Override
    void close();
}
