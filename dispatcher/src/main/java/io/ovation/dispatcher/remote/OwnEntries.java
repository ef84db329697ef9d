package io.ovation.dispatcher.remote;

import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What other data centres are told of the log: the entries of this one. Ranges without any are not told by themselves, but
 * with the next entry, lest data centres that take in each other's entries tell each other of nothing else. Whoever is
 * not told of one for too long notices by the log's tail.
 */
public final class OwnEntries {

    private final String dataCentre;
    private @Nullable LogRange untold;

    public OwnEntries(String dataCentre) {
        this.dataCentre = dataCentre;
    }

    /** @return what is to be told now */
    public Optional<LogRange> add(LogRange range) {
        Mark after = untold != null && untold.through().equals(range.after()) ? untold.after() : range.after();
        LogRange own = range.only(entry -> entry.mayComeFrom(dataCentre));
        LogRange joined = new LogRange(after, own.through(), own.entries());
        untold = joined.isEmpty() ? joined : null;
        return Optional.of(joined).filter(told -> !told.isEmpty());
    }
}
