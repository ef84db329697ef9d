package io.ovation.likes.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.likes.store.RemoteLog;
import io.ovation.likes.store.RemotePage;
import org.junit.jupiter.api.Test;

class RefusedPagesTest {

    private final RefusedPages pages = new RefusedPages();

    @Test
    void page_isNewOnce() {
        assertThat(pages.isNew(page("1", 5))).isTrue();
        assertThat(pages.isNew(page("1", 5))).isFalse();
        assertThat(pages.isNew(page("2", 5))).isTrue();
        assertThat(pages.isNew(page("1", 5))).isFalse();
    }

    @Test
    void laterPageOfTheSameLog_isNew() {
        pages.isNew(page("1", 5));

        assertThat(pages.isNew(page("1", 6))).isTrue();
        assertThat(pages.isNew(page("1", 6))).isFalse();
    }

    @Test
    void logs_areForgotten_onceThereAreTooMany() {
        pages.isNew(page("first", 5));
        for (int i = 0; i < 1_000; i++) {
            pages.isNew(page("later" + i, 5));
        }

        assertThat(pages.isNew(page("first", 5))).isTrue();
        assertThat(pages.isNew(page("later999", 5))).isFalse();
    }

    private static RemotePage page(String video, long position) {
        return new RemotePage(
                new RemoteLog(Topic.video(video), "there"), LogRange.empty(new Mark(position, position)), false);
    }
}
