package io.ovation.systemtests.attack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The attacks that are tried. */
final class Attacks {

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
                    Connections.perSecond(50).saying(Attacks::topicsOfNobody).leavingAfter(Duration.ofMillis(100)),
                    Attack.Refusal.answer(429)));

    private Attacks() {}

    static Attack named(String name) {
        return ALL.stream()
                .filter(attack -> attack.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** Where it comes from: an address of this machine, and of no other attack, so that each has limits of its own. */
    static InetAddress source(Attack attack) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 66, 0, (byte) (1 + ALL.indexOf(attack))});
    }

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

    private static String topicsOfNobody(int number) {
        return stream(IntStream.range(0, 100)
                .mapToObj(topic -> "video:nobody-" + number + '-' + topic)
                .toList());
    }
}
