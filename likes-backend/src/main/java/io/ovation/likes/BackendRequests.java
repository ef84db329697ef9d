package io.ovation.likes;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.likes.commit.GroupCommit;
import io.ovation.likes.commit.Write;
import io.ovation.likes.store.NewComment;
import io.ovation.likes.store.StoreReads;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Tells topic actors what the store holds, so that a viewer who joins sees totals and comments at once, and keeps what
 * they heard from other data centres. A request that fails is not answered: whoever asked has a timeout, which covers a
 * lost message alike.
 */
final class BackendRequests extends AbstractBehavior<BackendMessage> {

    /** However many a topic actor asks for. */
    private static final int MOST_COMMENTS = 1_000;

    static Behavior<BackendMessage> create(
            StoreReads reads, Function<Write, CompletionStage<GroupCommit.Outcome>> commit, String dataCentre) {
        return Behaviors.setup(context -> new BackendRequests(context, reads, commit, dataCentre));
    }

    private final StoreReads reads;
    private final Function<Write, CompletionStage<GroupCommit.Outcome>> commit;
    private final String dataCentre;

    private BackendRequests(
            ActorContext<BackendMessage> context,
            StoreReads reads,
            Function<Write, CompletionStage<GroupCommit.Outcome>> commit,
            String dataCentre) {
        super(context);
        this.reads = reads;
        this.commit = commit;
        this.dataCentre = dataCentre;
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(BackendMessage.LoadTopic.class, this::onLoadTopic)
                .onMessage(BackendMessage.StoreComment.class, this::onStoreComment)
                .build();
    }

    private Behavior<BackendMessage> onLoadTopic(BackendMessage.LoadTopic load) {
        int limit = Math.max(0, Math.min(load.recentComments(), MOST_COMMENTS));
        reads.read(store -> new BackendMessage.TopicLoaded(
                        load.topic(),
                        Totals.of(dataCentre, store.totals(load.topic())),
                        store.recentComments(load.topic(), limit)))
                .thenAccept(load.replyTo()::tell);
        return this;
    }

    private Behavior<BackendMessage> onStoreComment(BackendMessage.StoreComment store) {
        commit.apply(Write.of(NewComment.foreign(store.topic(), store.comment())))
                .thenAccept(outcome -> {
                    if (outcome == GroupCommit.Outcome.COMMITTED) {
                        store.replyTo()
                                .tell(new BackendMessage.CommentStored(
                                        store.topic(), store.comment().id()));
                    }
                });
        return this;
    }
}
