package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.MemberName;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.common.topic.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Patterns of topics, and what they let somebody see; and members, whom their subjects let somebody be. */
public final class TopicPatternFuzz {

    private static final int LONGEST = 140;

    private TopicPatternFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = unicode(data.consumeString(LONGEST));
        String name = unicode(data.consumeString(LONGEST));
        read(() -> TopicPattern.parse(text)).ifPresent(pattern -> {
            Refusals.require(pattern.toString().equals(text), "another pattern: " + pattern);
            Refusals.require(TopicPattern.parse(text).equals(pattern), "another pattern: " + pattern);
            Caller reader = Caller.anonymous(new Rights(List.of(pattern), List.of(), Role.VIEWER));
            Caller writer = Caller.anonymous(new Rights(List.of(), List.of(pattern), Role.VIEWER));
            read(() -> Topic.wanted(name)).ifPresent(topic -> {
                boolean fits = fits(text, name);
                Refusals.require(reader.mayRead(topic) == fits && !reader.mayWrite(topic), text + " and " + name);
                Refusals.require(writer.mayWrite(topic) == fits && !writer.mayRead(topic), text + " and " + name);
            });
        });
        Optional<String> member = read(() -> MemberName.of(text));
        Refusals.require(
                member.isEmpty() || text.equals(name) || !member.equals(read(() -> MemberName.of(name))),
                "two subjects are one member: " + text + " and " + name);
    }

    /** One character after the other, as a person would look. */
    private static boolean fits(String pattern, String name) {
        for (int at = 0; at < pattern.length(); at++) {
            if (pattern.charAt(at) == '*') {
                return at == pattern.length() - 1;
            }
            if (at == name.length() || pattern.charAt(at) != name.charAt(at)) {
                return false;
            }
        }
        return pattern.length() == name.length();
    }

    /** Without halves of surrogate pairs, which no JSON has that is read here. */
    private static String unicode(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static <T> Optional<T> read(Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
