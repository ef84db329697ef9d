package io.ovation.loadtest.viewer;

import io.ovation.loadtest.publish.Stamp;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a listener is told, in words. */
final class Heard implements StreamListener {

    final List<String> all = new ArrayList<>();

    static String stamp(Stamp stamp) {
        return "stamp " + stamp;
    }

    @Override
    public void onOpen() {
        all.add("open");
    }

    @Override
    public void onStamp(int run, int sequence, long intendedNanos) {
        all.add(stamp(new Stamp(run, sequence, intendedNanos)));
    }

    @Override
    public void onGap() {
        all.add("gap");
    }

    @Override
    public void onSampled() {
        all.add("sampled");
    }
}
