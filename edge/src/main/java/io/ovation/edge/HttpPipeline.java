package io.ovation.edge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.ovation.common.memory.ByteBudget;
import io.ovation.edge.http1.BodyBudget;
import io.ovation.edge.http1.BodyCollector;
import io.ovation.edge.http1.ConnectionLimit;
import io.ovation.edge.http1.CrossOriginHeaders;
import io.ovation.edge.http1.RequestCheck;
import io.ovation.edge.http1.RequestDeadline;
import io.ovation.edge.http1.RequestFlowControl;
import io.ovation.edge.http1.RequestTurn;
import io.ovation.edge.http1.ResponseWriter;
import io.ovation.edge.http2.Multiplexing;
import io.ovation.edge.http2.StreamCodec;
import io.ovation.edge.http2.StreamEnd;
import io.ovation.edge.limit.ConnectionsPerAddress;
import io.ovation.edge.limit.NewConnectionsPerAddress;
import io.ovation.edge.limit.ProxyHeaders;
import io.ovation.edge.limit.RequestsPerAddress;
import io.ovation.edge.tls.CurrentCertificate;
import io.ovation.edge.tls.ProtocolChoice;
import io.ovation.edge.tls.TlsDetection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a connection passes through while it speaks HTTP, until somebody takes it over. */
public final class HttpPipeline extends ChannelInitializer<Channel> {

    /** A hundred topics with ids of full length fit, each with where an earlier stream left off. */
    static final int MAX_LINE_BYTES = 24 * 1024;

    static final int MAX_HEADER_BYTES = 16 * 1024;

    private static final String CODEC = "codec";
    private static final String WRITER = "writer";
    private static final String ORIGINS = "origins";
    private static final String FLOW_CONTROL = "flow-control";
    private static final String DEADLINE = "deadline";

    /** The names of the handlers that an answer passes on its way out. */
    private static final Set<String> OF_ANSWERS = Set.of(CODEC, WRITER, ORIGINS);

    /** The names of all handlers, the last first: what the others let go when they are removed finds no receiver. */
    private static final List<String> HANDLERS = List.of(
            "receiver",
            "body",
            "body-budget",
            "turn",
            "check",
            ORIGINS,
            WRITER,
            FLOW_CONTROL,
            CODEC,
            DEADLINE,
            "connection-limit");

    private static final int MAX_CHUNK_BYTES = 8 * 1024;

    private static final RequestCheck CHECK = new RequestCheck();
    private static final StreamCodec STREAM_CODEC = new StreamCodec();

    private final PortSettings settings;
    private final RequestDeadline.Times times;
    private final Answers answers;
    private final ByteBudget bodies;
    private final Counter bodiesRefused;
    private final ConnectionLimit limit;
    private final Optional<ConnectionsPerAddress> perAddress;
    private final Optional<RequestsPerAddress> requests;
    private final Optional<ProxyHeaders> proxyHeaders;
    private final Optional<CurrentCertificate> certificate;
    private final Counter failures;
    private final Multiplexing multiplexing;
    private final ChannelHandler receiver;

    /**
     * @param certificate nothing if clients do not encrypt
     * @param newConnections nothing where they may come as they like
     * @param gate closed once clients are to go elsewhere
     */
    HttpPipeline(
            PortSettings settings,
            Answers answers,
            ByteBudget bodies,
            Optional<CurrentCertificate> certificate,
            Optional<NewConnectionsPerAddress> newConnections,
            DrainGate gate,
            ChannelHandler receiver) {
        this.settings = settings;
        this.certificate = certificate;
        this.failures = ProtocolChoice.failures(settings.name());
        ConnectionSettings connections = settings.connections();
        this.times = new RequestDeadline.Times(
                connections.requestTimeout(), connections.answerTimeout(), connections.idleTimeout());
        this.answers = answers;
        this.bodies = bodies;
        this.bodiesRefused =
                Metrics.counter("ovation.edge.requests.refused", "port", settings.name(), "reason", "bodies");
        this.limit = new ConnectionLimit(settings.name(), settings.maxConnections());
        this.perAddress = connections.limits().map(limits -> new ConnectionsPerAddress(settings.name(), limits));
        this.requests = connections.limits().flatMap(limits -> RequestsPerAddress.create(settings.name(), limits));
        this.proxyHeaders = perAddress.flatMap(
                counted -> connections.limits().map(limits -> new ProxyHeaders(settings.name(), limits, counted)));
        this.multiplexing = new Multiplexing(
                settings.name(),
                connections.requestTimeout(),
                connections.idleTimeout(),
                MAX_LINE_BYTES + MAX_HEADER_BYTES,
                connections.maxPendingBytes(),
                gate::isClosed,
                flooded -> newConnections.ifPresent(limit -> limit.chargeForFlood(flooded)),
                this::initStream);
        this.receiver = receiver;
    }

    /** The connection, or its stream, speaks HTTP no more: from now on it has this handler alone. */
    public static void takeOver(ChannelHandlerContext context, ChannelHandler handler) {
        ChannelPipeline pipeline = context.pipeline().addLast(handler);
        HANDLERS.stream().filter(pipeline.names()::contains).forEach(pipeline::remove);
        Multiplexing.takeOver(context.channel());
    }

    /** The answer to come is the connection's last, and is written by this handler. */
    public static void takeOverForAnAnswer(ChannelHandlerContext context, ChannelHandler handler) {
        ResponseWriter.of(context).end();
        ChannelPipeline pipeline = context.pipeline().addLast(handler);
        HANDLERS.stream()
                .filter(name -> !OF_ANSWERS.contains(name) && pipeline.names().contains(name))
                .forEach(pipeline::remove);
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("connection-limit", limit);
        if (!channel.isOpen()) {
            return;
        }
        Optional<ProxyHeaders> expected = proxyHeaders.filter(headers -> headers.areExpectedOn(channel));
        // Behind such a header its client is admitted, once it is known.
        if (expected.isEmpty()
                && !perAddress.map(limits -> limits.admit(channel)).orElse(true)) {
            return;
        }
        RequestDeadline deadline = new RequestDeadline(times, answers::tooLate, answers::unanswered);
        // Before the deadline, for which such a header is no begin of a request.
        expected.ifPresent(headers -> headers.expect(pipeline));
        if (certificate.isEmpty()) {
            pipeline.addLast(DEADLINE, deadline);
            speak(pipeline, deadline);
            return;
        }
        // Its time to ask for something begins now, and not when it has agreed on how to encrypt that.
        ProtocolChoice choice = new ProtocolChoice(failures, (context, protocol) -> {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                pipeline.remove(deadline);
                multiplexing.begin(pipeline);
            } else {
                speak(pipeline, deadline);
            }
        });
        pipeline.addLast(new TlsDetection(certificate.get(), context -> {
                    speak(pipeline, deadline);
                    pipeline.writeAndFlush(answers.notEncrypted());
                    pipeline.remove(choice);
                }))
                .addLast(DEADLINE, deadline)
                .addLast(choice);
    }

    private void speak(ChannelPipeline pipeline, RequestDeadline deadline) {
        RequestFlowControl flow = new RequestFlowControl(pipeline.channel());
        ResponseWriter writer = new ResponseWriter(flow, deadline);
        pipeline.addLast(CODEC, new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
                .addLast(FLOW_CONTROL, flow)
                .addLast(WRITER, writer);
        handleRequests(pipeline, flow, writer, deadline);
    }

    /** A stream of HTTP/2 is like a connection that has one request, and counts as one of its address, too. */
    private void initStream(Channel stream) {
        if (!perAddress.map(limits -> limits.admit(stream)).orElse(true)) {
            return;
        }
        RequestDeadline deadline = new RequestDeadline(times, answers::tooLate, answers::unanswered);
        RequestFlowControl flow = new RequestFlowControl(stream);
        ResponseWriter writer = new ResponseWriter(flow, deadline, StreamEnd::begin);
        stream.pipeline()
                .addLast(DEADLINE, deadline)
                .addLast(CODEC, STREAM_CODEC)
                .addLast(FLOW_CONTROL, flow)
                .addLast(WRITER, writer);
        handleRequests(stream.pipeline(), flow, writer, deadline);
    }

    private void handleRequests(
            ChannelPipeline pipeline, RequestFlowControl flow, ResponseWriter writer, RequestDeadline deadline) {
        settings.crossOrigin().ifPresent(known -> pipeline.addLast(ORIGINS, new CrossOriginHeaders(known.origins())));
        pipeline.addLast("check", CHECK);
        requests.ifPresent(limit -> pipeline.addLast("turn", new RequestTurn(limit, flow, writer, deadline)));
        pipeline.addLast("body-budget", new BodyBudget(bodies, bodiesRefused, answers::noRoomForBody))
                .addLast("body", new BodyCollector(settings.maxBodyBytes(), answers::problem))
                .addLast("receiver", receiver);
    }
}
