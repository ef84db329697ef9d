package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.http.Ids;
import io.ovation.common.topic.Topic;
import io.ovation.edge.message.RequestTarget;
import java.net.URLDecoder;
import java.util.List;

/** Targets of requests, and the topics and ids in them. */
public final class UrlFuzz {

    private static final int LONGEST_MESSAGE = 400;

    private UrlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Refusals.read(() -> RequestTarget.parse(text))
                .ifPresent(target -> Refusals.require(target.path().startsWith("/"), target));
        if (text.indexOf('&') < 0) {
            Refusals.read(() -> RequestTarget.parse("/?v=" + text))
                    .flatMap(target -> target.parameters().getOrDefault("v", List.of()).stream()
                            .findFirst())
                    .ifPresent(value -> check(text, value));
        }
    }

    private static void check(String text, String value) {
        Refusals.require(value.equals(URLDecoder.decode(text, UTF_8)), "decoded unlike the JDK does: " + text);
        topic(value);
        Refusals.read(() -> Ids.require("video", value))
                .ifPresent(id -> Refusals.require(
                        id.equals(value) && !id.equals(".") && !id.equals("..") && id.indexOf('/') < 0, id));
    }

    private static void topic(String name) {
        try {
            Topic topic = Topic.wanted(name);
            Refusals.require(topic.toString().equals(name) && Topic.parse(name).equals(topic), name);
        } catch (IllegalArgumentException e) {
            Refusals.require(e.getMessage().length() < LONGEST_MESSAGE, e.getMessage());
        }
    }
}
