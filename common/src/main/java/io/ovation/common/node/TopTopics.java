package io.ovation.common.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.ovation.common.insight.NodeReport.TopicFigures;
import java.util.List;
import java.util.function.Supplier;

/** What tells which topics have most viewers at a node; none where there are no viewers. */
public final class TopTopics implements Extension {

    private static final ExtensionId<TopTopics> ID = new ExtensionId<>() {
        @Override
        public TopTopics createExtension(ActorSystem<?> system) {
            return new TopTopics();
        }
    };

    private volatile Supplier<List<TopicFigures>> source = List::of;

    private TopTopics() {}

    public static TopTopics of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** @param fresh asked by any thread, once for each report */
    public void are(Supplier<List<TopicFigures>> fresh) {
        source = fresh;
    }

    public List<TopicFigures> now() {
        return source.get();
    }
}
