package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.ovation.common.http.AllowedOrigins;
import io.ovation.common.memory.ByteBudget;
import io.ovation.edge.Answers;
import io.ovation.edge.ConnectionSettings;
import io.ovation.edge.CrossOrigin;
import io.ovation.edge.DrainGate;
import io.ovation.edge.HttpPort;
import io.ovation.edge.PortSettings;
import io.ovation.edge.RequestHandler;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.message.RequestTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a connection, through all handlers of a port. The first byte of an input says in which pieces the others
 * come, and whether the client then says that it is done or falls silent. Every connection ends, with the same answers
 * whatever the pieces, and nothing is left in memory.
 */
public final class ConnectionFuzz {

    private static final int MOST_BODY_BYTES = 200;
    private static final int LONGEST_PIECE = 32;

    /** What a server may say of itself because of a request: it cannot do this, or does not speak this version. */
    private static final Set<Integer> SERVER_ERRORS = Set.of(501, 505);

    private static final Pattern DATE = Pattern.compile("(?i)\r\ndate: [^\r]*");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final ChannelHandler HANDLERS = HttpPort.connectionHandler(
            new PortSettings(
                    "fuzz",
                    "fuzz.port",
                    "127.0.0.1",
                    0,
                    100,
                    MOST_BODY_BYTES,
                    Optional.empty(),
                    Optional.of(new CrossOrigin(AllowedOrigins.ANY, "GET, POST", "Content-Type")),
                    new ConnectionSettings(
                            TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, 10_000, 10_000, Optional.empty(), Optional.empty())),
            new ByteBudget(Long.MAX_VALUE),
            new DrainGate("fuzz", TIMEOUT),
            new Echo());

    private ConnectionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int how = Byte.toUnsignedInt(input[0]);
        boolean isDone = how % 2 == 1;
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        String whole = exchange(stream, Math.max(1, stream.length), isDone);
        String inPieces = exchange(stream, 1 + how / 2 % LONGEST_PIECE, isDone);
        Refusals.require(whole.equals(inPieces), "another answer to pieces:\n" + whole + "\n---\n" + inPieces);
    }

    /** @return all answers, without their dates */
    private static String exchange(byte[] stream, int piece, boolean isDone) {
        HalfClosedChannel channel = new HalfClosedChannel(HANDLERS);
        channel.freezeTime();
        Findings findings = new Findings();
        channel.pipeline()
                .addAfter(channel.pipeline().context(HttpServerCodec.class).name(), null, findings.ofAnswers())
                .addBefore(channel.pipeline().lastContext().name(), null, findings.ofFailures());
        List<ByteBuf> sent = new ArrayList<>();
        for (int from = 0; from < stream.length && channel.isOpen(); from += piece) {
            ByteBuf bytes = Unpooled.copiedBuffer(stream, from, Math.min(piece, stream.length - from));
            sent.add(bytes);
            channel.writeInbound(bytes);
        }
        if (isDone && channel.isOpen()) {
            channel.endInput();
            Refusals.require(!channel.isOpen(), "the client is done, and the connection goes on");
        }
        // What a silent client is told depends on pieces: a request that begins in one with another gets no 408.
        String answers = answers(channel);
        for (int step = 0; step < 10 && channel.isOpen(); step++) {
            channel.advanceTimeBy(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            channel.runPendingTasks();
        }
        Refusals.require(!channel.isOpen(), "the client is silent, and the connection goes on");
        channel.checkException();
        findings.require();
        channel.finishAndReleaseAll();
        Refusals.require(sent.stream().allMatch(bytes -> bytes.refCnt() == 0), "what was read is kept");
        return answers;
    }

    private static String answers(HalfClosedChannel channel) {
        StringBuilder answers = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            answers.append(new String(ByteBufUtil.getBytes(bytes), ISO_8859_1));
            bytes.release();
        }
        return DATE.matcher(answers).replaceAll("");
    }

    /** What handlers may see and must not: thrown there, it would be one more thing that Netty keeps to itself. */
    private static final class Findings {

        private @Nullable AssertionError first;

        void require() {
            if (first != null) {
                throw first;
            }
        }

        private void add(String what, @Nullable Throwable cause) {
            if (first == null) {
                first = new AssertionError(what, cause);
            }
        }

        /** By whichever handler. */
        ChannelHandler ofAnswers() {
            return new ChannelOutboundHandlerAdapter() {
                @Override
                public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
                    if (message instanceof HttpResponse answer) {
                        int status = answer.status().code();
                        if (status >= 500 && !SERVER_ERRORS.contains(status)) {
                            add("the server is to blame: " + answer, null);
                        }
                        DuplexChannel channel = (DuplexChannel) context.channel();
                        if (channel.isActive() && channel.isOutputShutdown()) {
                            add("behind the last answer: " + answer, null);
                        }
                    }
                    context.write(message, promise);
                }
            };
        }

        /** That the last handler takes for a client's doing. */
        ChannelHandler ofFailures() {
            return new ChannelInboundHandlerAdapter() {
                @Override
                public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                    if (!(cause instanceof DecoderException || cause instanceof PrematureChannelClosureException)) {
                        add("a handler failed", cause);
                    }
                    context.fireExceptionCaught(cause);
                }
            };
        }
    }

    /** Repeats what was asked; bodies a little later, as what waits for an actor is answered. */
    private static final class Echo implements RequestHandler {

        private static final Answers ANSWERS = new Answers(Optional.empty());

        @Override
        public List<HttpMethod> methods() {
            return List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST);
        }

        @Override
        public void handle(ChannelHandlerContext context, FullHttpRequest request) {
            RequestTarget target = RequestTarget.parse(request.uri());
            FullHttpResponse answer = ANSWERS.json(Map.of(
                    "method",
                    request.method().name(),
                    "path",
                    target.path(),
                    "query",
                    target.parameters(),
                    "headers",
                    request.headers().entries().toString(),
                    "body",
                    ByteBufUtil.hexDump(request.content())));
            if (request.method().equals(HttpMethod.POST)) {
                RequestFlowControl.of(context).pause();
                context.executor().execute(() -> answerLater(context, answer));
            } else {
                context.writeAndFlush(answer);
            }
        }

        private static void answerLater(ChannelHandlerContext context, FullHttpResponse answer) {
            if (context.channel().isActive()) {
                context.writeAndFlush(answer);
                RequestFlowControl.of(context).resume();
            } else {
                answer.release();
            }
        }
    }
}
