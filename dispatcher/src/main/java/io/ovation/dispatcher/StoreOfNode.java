package io.ovation.dispatcher;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import io.ovation.dispatcher.kv.KeyValueStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of this node, for those whom Akka creates and nobody can hand it to. */
final class StoreOfNode implements Extension {

    private static final ExtensionId<StoreOfNode> ID = new ExtensionId<>() {
        @Override
        public StoreOfNode createExtension(ActorSystem<?> system) {
            return new StoreOfNode();
        }
    };

    private volatile @Nullable KeyValueStore store;

    static StoreOfNode get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    void is(KeyValueStore opened) {
        store = opened;
    }

    /** Empty on a node that hosts no topics. */
    Optional<KeyValueStore> find() {
        return Optional.ofNullable(store);
    }
}
