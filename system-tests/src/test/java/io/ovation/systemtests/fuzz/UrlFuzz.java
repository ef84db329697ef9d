package io.ovation.systemtests.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.http.Ids;
import io.ovation.common.http.PercentEncoding;
import io.ovation.common.topic.Topic;
import java.net.URLDecoder;

/** Percent-encoded parts of URLs, and the topics and ids in them. */
public final class UrlFuzz {

    private static final int LONGEST_MESSAGE = 400;

    private UrlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        Refusals.read(() -> PercentEncoding.decode(text)).ifPresent(decoded -> {
            Refusals.require(
                    decoded.equals(URLDecoder.decode(text.replace("+", "%2B"), UTF_8)),
                    "decoded unlike the JDK does: " + text);
            topic(decoded);
            Refusals.read(() -> Ids.require("video", decoded))
                    .ifPresent(id -> Refusals.require(
                            id.equals(decoded) && !id.equals(".") && !id.equals("..") && id.indexOf('/') < 0, id));
        });
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
