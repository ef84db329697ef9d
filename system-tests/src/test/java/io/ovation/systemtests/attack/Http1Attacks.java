package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import io.ovation.systemtests.attack.audience.Audience;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Those that are tried over HTTP/1.1, without TLS. */
final class Http1Attacks {

    static final List<Attack> ALL = List.of(
            new Attack(
                    "slow heads",
                    "300 connections a second, each with a head of a byte a second",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(300)
                            .saying("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
                            .repeating("x", Duration.ofSeconds(1)),
                    Attack.Refusal.answer(408)),
            new Attack(
                    "slow bodies",
                    "300 connections a second, each with a body of a byte a second",
                    Attack.Port.PUBLISHERS,
                    Connections.perSecond(300)
                            .saying(head("/comments", "Content-Length: 1000"))
                            .repeating(" ", Duration.ofSeconds(1)),
                    Attack.Refusal.answer(408)),
            new Attack(
                    "unread answers",
                    "20 connections a second, each with 10 requests for the JavaScript client, of which no answer is read",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(20)
                            .saying("GET /client.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(10))
                            .readingNothing(),
                    Attack.Refusal.CLOSED),
            new Attack(
                    "unread streams",
                    "50 streams a second of all topics that others watch, which are not read",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(50).saying(stream(Audience.topics())).readingNothing(),
                    Attack.Refusal.CLOSED),
            new Attack(
                    "connections",
                    "5 000 connections a second, 15 000 in all, on which nothing is asked",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(5_000),
                    Attack.Refusal.CLOSED),
            new Attack(
                    "long headers",
                    "300 requests a second with 64 KiB of headers",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(300).saying("GET / HTTP/1.1\r\n" + "X-Header: value\r\n".repeat(4_000)),
                    Attack.Refusal.answer(431)),
            new Attack(
                    "deep json",
                    "300 bodies a second of 10 000 arrays within each other",
                    Attack.Port.PUBLISHERS,
                    Connections.perSecond(300).saying(publishing("[".repeat(10_000))),
                    Attack.Refusal.answer(400)),
            new Attack(
                    "endless bodies",
                    "50 bodies a second of 1 MiB in chunks",
                    Attack.Port.PUBLISHERS,
                    Connections.perSecond(50)
                            .saying(head("/comments", "Transfer-Encoding: chunked")
                                    + ("1000\r\n" + " ".repeat(0x1000) + "\r\n").repeat(256)),
                    Attack.Refusal.answer(413)),
            new Attack(
                    "comments",
                    "2 000 comments a second on 200 connections",
                    Attack.Port.PUBLISHERS,
                    Connections.perSecond(200)
                            .upTo(200)
                            .repeating(
                                    publishing("{\"video\":\"flood\",\"member\":\"mallory\",\"text\":\"flood\"}"),
                                    Duration.ofMillis(100)),
                    Attack.Refusal.NONE),
            new Attack(
                    "joins",
                    "1 000 streams a second of all topics that others watch, left 100 ms after the answer",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(1_000)
                            .saying(stream(Audience.topics()))
                            .leavingAfter(Duration.ofMillis(100)),
                    Attack.Refusal.NONE),
            new Attack(
                    "topics",
                    "50 streams a second of 100 topics each that nobody watches, left 100 ms after the answer",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(50)
                            .saying(Http1Attacks::topicsOfNobody)
                            .leavingAfter(Duration.ofMillis(100)),
                    Attack.Refusal.answer(429)));

    private Http1Attacks() {}

    private static String head(String path, String field) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + field
                + "\r\n\r\n";
    }

    private static String publishing(String body) {
        return head("/comments", "Content-Length: " + body.length()) + body;
    }

    private static String stream(Iterable<String> topics) {
        return "GET /v1/stream?topic=" + String.join("&topic=", topics) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static ByteBuf topicsOfNobody(int number) {
        return Connections.bytes(stream(IntStream.range(0, 100)
                .mapToObj(topic -> "video:nobody-" + number + '-' + topic)
                .toList()));
    }
}
