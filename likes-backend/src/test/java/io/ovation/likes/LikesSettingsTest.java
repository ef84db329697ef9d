package io.ovation.likes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.likes.log.LogSettings;
import io.ovation.likes.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikesSettingsTest {

    @Test
    void defaults_areThoseOfTheContract() {
        LikesSettings settings = with("");

        assertThat(settings.api().host()).isEqualTo("127.0.0.1");
        assertThat(settings.api().port()).isEqualTo(8081);
        assertThat(settings.api().maxBodyBytes()).isEqualTo(256 * 1024);
        assertThat(settings.api().limits().reactions())
                .containsExactly("heart", "like", "clap", "laugh", "wow", "fire");
        assertThat(settings.api().limits().entriesPerRequest()).isEqualTo(1_000);
        assertThat(settings.window()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.commit().queuedWrites()).isEqualTo(20_000);
        assertThat(settings.commit().queuedPages()).isEqualTo(64);
        assertThat(settings.log()).isEqualTo(new LogSettings(2, 200, 100_000));
        assertThat(settings.api().retraction()).isFalse();
        assertThat(settings.dataCentre()).isEqualTo("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"comments-per-member", "comments-per-member-by-services"})
    void rateOfComments_thatIsNone_isRefused(String key) {
        assertThatThrownBy(() -> with("ovation.likes.http." + key + ".per-second = 0"))
                .hasMessageStartingWith("ovation.likes.http." + key + ".per-second must be from 1 to 1000000");
        assertThatThrownBy(() -> with("ovation.likes.http." + key + ".burst = 1000001"))
                .hasMessageStartingWith("ovation.likes.http." + key + ".burst must be from 1 to 1000000");
    }

    @Test
    void emptyStoreUrl_isAnH2FileUnderTheDataDirectory() {
        assertThat(with("ovation.data-dir = some/where").store().url())
                .isEqualTo("jdbc:h2:file:" + Path.of("some/where/likes").toAbsolutePath());
    }

    @Test
    void text_ofTheSettings_holdsNoPassword() {
        assertThat(with("ovation.likes.store.url = \"jdbc:postgresql://db/likes?user=u&password=hunter2\"")
                        .toString())
                .contains("jdbc:postgresql://db/likes")
                .doesNotContain("hunter2");
        assertThat(with("ovation.likes.store { url = \"jdbc:postgresql://db/likes\", user = u, password = hunter2 }")
                        .toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:",
                "jdbc:postgresql:likes",
                "jdbc:postgresql:///likes",
                "jdbc:postgresql://db",
                "jdbc:postgresql://db:5432/likes?ssl=true",
                "jdbc:postgresql://[::1]:5432/likes",
                "jdbc:postgresql://one:5432,two/likes",
                "jdbc:h2:file:/data/likes",
                "jdbc:h2:/data/likes",
                "jdbc:h2:~/likes;AUTO_SERVER=FALSE",
                "jdbc:h2:file:./likes",
                "jdbc:h2:mem:likes"
            })
    void storeUrl_thatADriverTakes_isRight(String url) {
        assertThat(with("ovation.likes.store.url = \"" + url + "\"").store().url())
                .isEqualTo(url);
        assertThat(StoreSettings.isRight(url)).isTrue();
    }

    /** The drivers' own messages have the whole URL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:hunter2@db/likes",
                "jdbc:postgresql://db:port/likes?password=hunter2",
                "jdbc:postgresql://db:70000/likes?password=hunter2",
                "jdbc:postgresql://db:0/likes?password=hunter2",
                "jdbc:postgresql://db:/likes?password=hunter2",
                "jdbc:postgresql://d b/likes?password=hunter2",
                "postgresql://u:hunter2@db/likes",
                "jdbc:h2:tcp://db/likes;PASSWORD=hunter2",
                "jdbc:h2:likes;PASSWORD=hunter2",
                "jdbc:h2:file:likes;PASSWORD=hunter2",
                "jdbc:h2:",
                "hunter2"
            })
    void storeUrl_thatNoDriverTakes_isRefusedWithoutItsPassword(String url) {
        assertThatThrownBy(() -> with("ovation.likes.store.url = \"" + url + "\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.likes.store.url must ")
                .hasMessageNotContaining("hunter2");
        assertThat(StoreSettings.isRight(url)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ovation.data-centre = \"\", ovation.data-centre must not be empty",
        "ovation.likes.port = 70000, ovation.likes.port must be from 0 to 65535",
        "ovation.likes.window = 0s, ovation.likes.window must be longer than zero",
        "ovation.likes.open-windows = 0, ovation.likes.open-windows must be",
        "ovation.likes.queued-writes = 999, ovation.likes.queued-writes must be from 1000",
        "ovation.likes.queued-pages = 0, ovation.likes.queued-pages must be",
        "ovation.likes.log.fetch-readers = 0, ovation.likes.log.fetch-readers must be",
        "ovation.likes.log.fetch-readers = 4, ovation.likes.log.fetch-readers must be from 1 to 3",
        "ovation.likes.store.readers = 2, ovation.likes.log.fetch-readers must be from 1 to 1",
        "ovation.likes.log.waiting-fetches = 0, ovation.likes.log.waiting-fetches must be",
        "ovation.likes.log.tails = 0, ovation.likes.log.tails must be",
        "ovation.likes.drain-timeout = 0s, ovation.likes.drain-timeout must be longer than zero",
        "ovation.likes.typing-expiry = 500ms, ovation.likes.typing-expiry must be whole seconds",
        "ovation.likes.store.url = \"jdbc:mysql://db\", ovation.likes.store.url must start with jdbc:h2:",
        "ovation.likes.store.url = \"jdbc:h2:tcp://db/likes\", ovation.likes.store.url must not name an H2 server",
        "ovation.likes.store.url = \"jdbc:h2:SSL://db/likes\", ovation.likes.store.url must not name an H2 server",
        "ovation.likes.store.password = hunter2, ovation.likes.store.password needs ovation.likes.store.user beside it",
        "'ovation.likes.store { url = \"jdbc:postgresql://db/likes?user=u\", user = u }', ovation.likes.store.url names a user",
        "'ovation.likes.store { url = \"jdbc:h2:file:/likes;USER=u\", user = u }', ovation.likes.store.url names a user",
        "ovation.likes.store.readers = 0, ovation.likes.store.readers must be",
        "ovation.likes.store.waiting-reads = 0, ovation.likes.store.waiting-reads must be",
        "ovation.likes.store.timeout = 100ms, ovation.likes.store.timeout must be at least 250 ms",
        "ovation.likes.request.reactions = [], ovation.likes.request.reactions must name at least one",
        "ovation.likes.request.reactions = [\"♥\"], ovation.likes.request.reactions: '♥' must be",
        "ovation.likes.request.max-entries = 0, ovation.likes.request.max-entries must be",
        "ovation.likes.request.max-count = 0, ovation.likes.request.max-count must be",
        "ovation.likes.request.max-comment-characters = 0, ovation.likes.request.max-comment-characters must be",
        "ovation.likes.http.max-body = 0, ovation.likes.http.max-body must be",
        "ovation.likes.http.max-body = 3 GiB, ovation.likes.http.max-body must be less than 2 GiB",
        "ovation.likes.http.max-connections = 0, ovation.likes.http.max-connections must be",
        "ovation.edge.answer-timeout = 10s, ovation.edge.answer-timeout must be longer than",
        "ovation.likes.http.commit-timeout = 1s, ovation.likes.http.commit-timeout must not be shorter",
        "ovation.likes.http.viewers-timeout = 0s, ovation.likes.http.viewers-timeout must be",
        "ovation.likes.http.retry-after = 10ms, ovation.likes.http.retry-after must be whole seconds",
        "ovation.allowed-origins = live.example.com, 'ovation.allowed-origins must be *, or origins'",
        "ovation.likes.http.comments = 201, ovation.likes.http.comments must be from 0 to 200",
        "ovation.likes.http.max-comments = 0, ovation.likes.http.max-comments must be",
    })
    void badValue_isRefusedWithTheKey(String override, String message) {
        assertThatThrownBy(() -> with(override))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private static LikesSettings with(String override) {
        Config config = ConfigFactory.parseString(override).withFallback(ConfigFactory.defaultReference());
        return LikesSettings.from(config.resolve());
    }
}
