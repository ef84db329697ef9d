package io.ovation.dispatcher.subscription;

import akka.actor.typed.javadsl.Adapter;
import akka.cluster.ddata.ORMultiMap;
import akka.cluster.ddata.SelfUniqueAddress;
import akka.cluster.typed.Cluster;
import akka.serialization.SerializationExtension;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.dispatcher.TestNode;
import org.junit.jupiter.api.Test;

class ScratchSizeIT {
    @Test
    void size() {
        try (TestNode node = TestNode.start("dispatcher")) {
            node.join(node);
            SelfUniqueAddress self = new SelfUniqueAddress(
                    Cluster.get(node.system()).selfMember().uniqueAddress());
            ORMultiMap<String, Subscriber> map = ORMultiMap.create();
            var ref = node.probe(FrontendMessage.class).getRef();
            for (int i = 0; i < 500; i++) {
                for (int n = 0; n < 2; n++) {
                    map = map.addBinding(
                            self, "video:1234567890-" + i, new Subscriber("frontend-" + n, 1_767_268_800_000L, ref));
                }
            }
            System.out.println("SIZE per subscription "
                    + SerializationExtension.get(Adapter.toClassic(node.system()))
                                    .serialize(map)
                                    .get()
                                    .length
                            / 1000);
        }
    }
}
