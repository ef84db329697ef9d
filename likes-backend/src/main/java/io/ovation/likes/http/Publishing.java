package io.ovation.likes.http;

import io.ovation.access.AccessControl;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.trace.Tracing;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.commit.Write;
import io.ovation.likes.http.view.LivePresence;
import io.ovation.likes.http.view.LiveTopics;
import io.ovation.likes.publish.EventSink;
import io.ovation.likes.store.StoreReads;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What the API stands on.
 *
 * @param commit keeps a write; may take as long as {@link ApiSettings#commitTimeout()}
 * @param dataCentre whose likes the store counts, and that accepts what is sent here
 * @param access tells who asks
 * @param revoke keeps it, and tells all nodes of it: whether all have confirmed it
 * @param sink where events go that are not kept
 */
public record Publishing(
        Function<Write, CompletionStage<GroupCommit.Outcome>> commit,
        EventSink sink,
        StoreReads reads,
        LiveTopics live,
        LivePresence presence,
        String dataCentre,
        AccessControl access,
        Function<Revocation, CompletionStage<Boolean>> revoke,
        Tracing tracing) {}
