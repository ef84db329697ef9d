package io.ovation.frontend.edge.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ovation.common.log.EventId;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.EventName;
import io.ovation.frontend.frame.StreamEvent;
import io.ovation.frontend.link.LastSeen;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;

/**
 * What a poll is answered, gathered from what a stream would tell. It is ready once each topic has said how it stands and
 * something is there that the client does not know; so no topic's news are passed over because those of another came
 * first.
 *
 * <p>A client that has polled before goes on from where it was. How a topic stood when this poll came is no news to it
 * then. Of several topics it is told, if it said of a topic no more than the latest id that it had of any, what is later
 * than that: the others would else be told over and over. The status of a member, which has no id, is told with the next
 * news, in case it has changed between two polls.
 */
public final class PollAnswer {

    /** Later than every id. */
    private static final String LAST = "~";

    private final Map<Topic, LastSeen> topics;
    private final int maxBytes;
    private final Set<Topic> awaited;
    private final List<StreamEvent> gathered = new ArrayList<>();
    private long bytes;
    private boolean news;
    private boolean over;

    /**
     * @param topics and where the client was with each
     * @param maxBytes past which nothing more is waited for
     */
    public PollAnswer(Map<Topic, LastSeen> topics, int maxBytes) {
        this.topics = topics;
        this.maxBytes = maxBytes;
        this.awaited = new HashSet<>(topics.keySet());
    }

    /** @param together what a stream would be sent at once */
    void gather(List<EncodedEvents> together) {
        List<StreamEvent> events = new ArrayList<>();
        for (EncodedEvents each : together) {
            for (StreamEvent event : each.events()) {
                if (event.name() != EventName.OPEN && !isKnown(event)) {
                    events.add(event);
                }
            }
        }
        boolean told = false;
        for (StreamEvent event : events) {
            boolean isBeginning = isBeginning(event);
            if (isBeginning) {
                awaited.remove(event.topic());
            }
            boolean isNews = !isBeginning || lastSeen(event).isNothing();
            over |= event.name() == EventName.BYE;
            news |= isNews;
            // A presence has no id by which the client could know it.
            told |= isNews || event.name() == EventName.PRESENCE;
        }
        if (told) {
            gathered.addAll(events);
            together.forEach(each -> bytes += each.length());
        }
    }

    /** The comment is taken back: its text is not sent. */
    void retract(Topic topic, String comment) {
        ListIterator<StreamEvent> each = gathered.listIterator();
        while (each.hasNext()) {
            StreamEvent event = each.next();
            if (topic.equals(event.topic())) {
                event.without(comment).ifPresentOrElse(each::set, each::remove);
            }
        }
    }

    boolean isReady() {
        return over || isFull() || (awaited.isEmpty() && news);
    }

    /** Whether there is more than may be waited with. */
    boolean isFull() {
        return bytes > maxBytes;
    }

    /** How much has been gathered. */
    long bytes() {
        return bytes;
    }

    /** Of several topics the one with the latest id is last, for the client may go on from the last id there is. */
    byte[] toJson() {
        Map<String, String> latest = new HashMap<>();
        for (StreamEvent event : gathered) {
            latest.merge(topicOf(event), idOf(event), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        List<StreamEvent> ordered = new ArrayList<>(gathered);
        ordered.sort(Comparator.comparing((StreamEvent event) -> latest.get(topicOf(event)))
                .thenComparing(PollAnswer::topicOf));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.write('[');
        for (StreamEvent event : ordered) {
            if (json.size() > 1) {
                json.write(',');
            }
            write(event, json);
        }
        json.write(']');
        return json.toByteArray();
    }

    private static void write(StreamEvent event, ByteArrayOutputStream json) {
        String id = event.id() == null ? "" : ",\"id\":\"" + event.id() + '"';
        json.writeBytes(("{\"event\":\"" + event.name() + '"' + id + ",\"data\":").getBytes(US_ASCII));
        json.writeBytes(event.json());
        json.write('}');
    }

    private static String topicOf(StreamEvent event) {
        return event.topic() == null ? "" : event.topic().toString();
    }

    private static String idOf(StreamEvent event) {
        if (event.name() == EventName.BYE) {
            return LAST;
        }
        return event.id() == null ? "" : event.id().toString();
    }

    /** Whether it says how its topic stood when this poll came. */
    private boolean isBeginning(StreamEvent event) {
        return event.name() == EventName.SNAPSHOT
                || (event.name() == EventName.PRESENCE && awaited.contains(event.topic()));
    }

    private boolean isKnown(StreamEvent event) {
        boolean isEntry = event.name() == EventName.COMMENT || event.name() == EventName.RETRACTED;
        EventId id = event.id();
        LastSeen lastSeen = lastSeen(event);
        return isEntry
                && id != null
                && topics.size() > 1
                && lastSeen.own().isEmpty()
                && lastSeen.latest()
                        .filter(latest -> !id.at().isAfter(latest.at()))
                        .isPresent();
    }

    private LastSeen lastSeen(StreamEvent event) {
        return event.topic() == null ? LastSeen.NOTHING : topics.getOrDefault(event.topic(), LastSeen.NOTHING);
    }
}
