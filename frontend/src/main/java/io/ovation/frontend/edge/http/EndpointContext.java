package io.ovation.frontend.edge.http;

import akka.actor.typed.ActorRef;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.Future;
import io.ovation.common.memory.ByteBudget;
import io.ovation.edge.transport.EventLoops;
import io.ovation.frontend.edge.channel.PresenceReporter;
import io.ovation.frontend.edge.channel.StreamAdmission;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.loop.LoopSupervisor;
import io.ovation.frontend.viewer.ViewerChannel;
import java.util.List;
import java.util.Optional;

/**
 * What the endpoints share that turn a request into a viewer.
 *
 * @param loops the event loops, and by the same numbers
 * @param supervisors the actors of each
 * @param waiting what may wait for viewers
 */
record EndpointContext(
        EdgeSettings settings,
        WatchRequests requests,
        ViewerAnswers answers,
        StreamAdmission admission,
        PresenceReporter presence,
        EventLoops loops,
        List<ActorRef<LoopMessage>> supervisors,
        ByteBudget waiting) {

    /**
     * @param end of the viewer; there is room for one more then
     * @return an answer if there is no room now
     */
    Optional<FullHttpResponse> admit(Future<?> end, WatchRequest watch) {
        StreamAdmission.Verdict verdict = admission.admit();
        switch (verdict) {
            case FULL -> {
                return Optional.of(answers.full(settings.maxStreams()));
            }
            case SHORT_OF_MEMORY -> {
                return Optional.of(answers.shortOfMemory());
            }
            case ADMITTED -> {
                end.addListener(ended -> admission.release());
                presence.begin(end, watch.member());
            }
        }
        return Optional.empty();
    }

    /**
     * From now on the channel's actor has it.
     *
     * @param receipts whether the viewer is asked to tell what it receives
     */
    void open(ChannelHandlerContext context, ViewerChannel channel, WatchRequest watch, boolean receipts) {
        // Unread answers may have held it back; a channel that is not read is not seen to end.
        context.channel().config().setAutoRead(true);
        supervisors
                .get(loops.indexOf(context.channel().eventLoop()))
                .tell(new LoopSupervisor.Open(
                        channel, watch.topics(), watch.member(), watch.resumes(), receipts, watch.caller()));
    }
}
