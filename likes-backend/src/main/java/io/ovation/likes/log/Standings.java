package io.ovation.likes.log;

import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage.Standing;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.LikesStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How topics stand, in as many messages as it takes. */
final class Standings {

    /** A standing without its texts, with the names of its fields. */
    private static final int STANDING_BYTES = 80;

    /** A number of likes, without the name of its reaction. */
    private static final int COUNT_BYTES = 12;

    private Standings() {}

    /** Those of which nothing is kept are among them. */
    static List<Standing> read(LikesStore store, List<Topic> topics, String dataCentre) {
        Map<Topic, Mark> marks = store.marks(topics);
        Map<Topic, Map<String, Long>> totals = store.totals(topics);
        return topics.stream()
                .map(topic -> new Standing(
                        topic,
                        marks.getOrDefault(topic, Mark.START),
                        Totals.of(dataCentre, totals.getOrDefault(topic, Map.of()))))
                .toList();
    }

    /** In lists that take no more than a page of a log. */
    static List<List<Standing>> split(List<Standing> standings) {
        List<List<Standing>> lists = new ArrayList<>();
        List<Standing> list = new ArrayList<>();
        int bytes = 0;
        for (Standing standing : standings) {
            int size = bytes(standing);
            if (!list.isEmpty() && bytes + size > LogRange.PAGE_BYTES) {
                lists.add(list);
                list = new ArrayList<>();
                bytes = 0;
            }
            list.add(standing);
            bytes += size;
        }
        lists.add(list);
        return lists;
    }

    private static int bytes(Standing standing) {
        int bytes = STANDING_BYTES + standing.topic().toString().length();
        for (Map.Entry<String, Map<String, Long>> counts :
                standing.totals().byDataCentre().entrySet()) {
            // A character of a data centre's name takes at most three bytes; reactions are ASCII.
            bytes += 3 * counts.getKey().length() + COUNT_BYTES;
            for (String reaction : counts.getValue().keySet()) {
                bytes += reaction.length() + COUNT_BYTES;
            }
        }
        return bytes;
    }
}
