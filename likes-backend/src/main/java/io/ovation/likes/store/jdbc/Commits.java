package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.Batch;
import io.ovation.likes.store.Committed;
import io.ovation.likes.store.RemotePage;
import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches. What another data centre sends, and the database refuses, must not fail the writes of this one, nor
 * what others send.
 */
final class Commits {

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final StoreSettings settings;
    private final Writes writes;
    private final BatchWriter batches;
    private final RefusedPages refusedPages = new RefusedPages();

    Commits(StoreSettings settings, Writes writes, BatchWriter batches) {
        this.settings = settings;
        this.writes = writes;
        this.batches = batches;
    }

    /** @throws StoreException if nothing of it was committed */
    Committed commit(Batch batch) {
        List<RemotePage> remote = batch.pages();
        try {
            return run(batch);
        } catch (SQLException e) {
            if (remote.isEmpty() || !Failures.isOfData(e)) {
                throw Failures.failed(settings, e);
            }
            Committed own = commit(batch.withoutPages());
            if (remote.size() > 1) {
                return addOneByOne(own, remote);
            }
            tellRefused(remote.get(0), e);
            return own;
        }
    }

    /** Fails no more, for something is committed: a page that is not will be sent again. */
    private Committed addOneByOne(Committed own, List<RemotePage> remote) {
        Committed all = own;
        for (RemotePage page : remote) {
            try {
                all = all.and(run(Batch.of(page)));
            } catch (SQLException e) {
                tellRefused(page, e);
                if (!Failures.isOfData(e)) {
                    break;
                }
            }
        }
        return all;
    }

    private void tellRefused(RemotePage page, SQLException failure) {
        StoreException refused = Failures.failed(settings, failure);
        if (Failures.isOfData(failure) && refusedPages.isNew(page)) {
            LOG.warn("Entries of data centre {} are refused: {}", page.log().dataCentre(), refused.getMessage());
        } else {
            LOG.debug("Entries of data centre {} are not taken", page.log().dataCentre(), refused);
        }
    }

    private Committed run(Batch batch) throws SQLException {
        return writes.run(connection -> batches.write(connection, batch), Committed::logged);
    }
}
