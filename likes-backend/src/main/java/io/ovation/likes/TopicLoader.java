package io.ovation.likes;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.likes.store.StoreReads;

/** Tells topic actors what the store holds, so that a viewer who joins sees totals and comments at once. */
final class TopicLoader extends AbstractBehavior<BackendMessage> {

    /** However many a topic actor asks for. */
    private static final int MOST_COMMENTS = 1_000;

    static Behavior<BackendMessage> create(StoreReads reads, String dataCentre) {
        return Behaviors.setup(context -> new TopicLoader(context, reads, dataCentre));
    }

    private final StoreReads reads;
    private final String dataCentre;

    private TopicLoader(ActorContext<BackendMessage> context, StoreReads reads, String dataCentre) {
        super(context);
        this.reads = reads;
        this.dataCentre = dataCentre;
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(BackendMessage.LoadTopic.class, this::onLoadTopic)
                .build();
    }

    /** No answer if the store fails: the topic actor's own timeout covers that and a lost message alike. */
    private Behavior<BackendMessage> onLoadTopic(BackendMessage.LoadTopic load) {
        int limit = Math.max(0, Math.min(load.recentComments(), MOST_COMMENTS));
        reads.read(store -> new BackendMessage.TopicLoaded(
                        load.topic(),
                        Totals.of(dataCentre, store.totals(load.topic())),
                        store.recentComments(load.topic(), limit)))
                .thenAccept(load.replyTo()::tell);
        return this;
    }
}
