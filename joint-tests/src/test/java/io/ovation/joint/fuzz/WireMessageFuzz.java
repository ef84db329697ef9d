package io.ovation.joint.fuzz;

import akka.actor.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.event.Event;
import io.ovation.common.insight.NodeReport;
import io.ovation.common.insight.Sampling;
import io.ovation.common.insight.TraceReport;
import io.ovation.common.log.Entry;
import io.ovation.common.log.LogRange;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.RevocationMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.protocol.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import scala.util.Try;

/** Bytes from another node, which may say that they are any message. */
public final class WireMessageFuzz {

    /** What the serializer of {@link WireMessage} is called between nodes. */
    private static final int JACKSON_CBOR = 33;

    private static final Serialization SERIALIZATION = serialization();

    /** What {@code insights} keeps to itself. */
    private static final String JOINER_MESSAGES = "io.ovation.insights.trace.JoinerMessage$";

    private static final List<String> MANIFESTS = manifests();

    private WireMessageFuzz() {}

    /** Has this class loaded, and with it an actor system, before the first input has its time. */
    public static void fuzzerInitialize() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String manifest = data.pickValue(MANIFESTS);
        Try<Object> read = SERIALIZATION.deserialize(data.consumeRemainingAsBytes(), JACKSON_CBOR, manifest);
        if (read.isSuccess() && read.get() == null) {
            // CBOR has a null, which Akka takes for no message.
            return;
        }
        if (read.isSuccess()) {
            Refusals.require(read.get() instanceof WireMessage, "not a message between nodes: " + manifest);
            SERIALIZATION.serialize(read.get()).get();
        } else if (read.failed().get() instanceof Error error) {
            throw error;
        }
    }

    private static List<String> manifests() {
        List<String> manifests =
                new ArrayList<>(List.of(JOINER_MESSAGES + "TakeBatch", JOINER_MESSAGES + "BatchTaken"));
        Stream<Class<?>> messages = Stream.of(
                Entry.class,
                LogRange.class,
                NodeReport.class,
                TraceReport.class,
                Sampling.class,
                Map.class,
                ProcessBuilder.class);
        Stream<Class<?>> protocols = Stream.of(
                Event.class,
                TopicMessage.Wire.class,
                FrontendMessage.Wire.class,
                FrontendMessage.TopicsReply.class,
                LogMessage.class,
                BackendMessage.Wire.class,
                BackendMessage.RemoteReply.class,
                RevocationMessage.Wire.class,
                PresenceMessage.Wire.class);
        Stream.concat(messages, protocols.flatMap(WireMessageFuzz::messages))
                .map(Class::getName)
                .forEach(manifests::add);
        return List.copyOf(manifests);
    }

    private static Stream<Class<?>> messages(Class<?> protocol) {
        return Stream.of(protocol.getPermittedSubclasses())
                .flatMap(type -> type.isSealed() ? messages(type) : Stream.of(type));
    }

    private static Serialization serialization() {
        Config quiet = ConfigFactory.parseMap(Map.of("akka.loglevel", "OFF", "akka.stdout-loglevel", "OFF"))
                .withFallback(ConfigFactory.defaultReference());
        return SerializationExtension.get(ActorSystem.create("fuzz", quiet));
    }
}
