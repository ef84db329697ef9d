package io.ovation.dispatcher.kv.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void distributedData_isTheDefault() {
        assertThat(RedisSettings.from(ConfigFactory.load())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://10.0.0.9, 10.0.0.9, 6379, 0, false",
        "redis://redis.example:6380/3, redis.example, 6380, 3, false",
        "rediss://ann:pa%3Ass@redis.example, redis.example, 6379, 0, true",
    })
    void url_isRead(String url, String host, int port, int database, boolean tls) {
        RedisSettings settings = of(url).orElseThrow();

        assertThat(settings.uri().getHost()).isEqualTo(host);
        assertThat(settings.uri().getPort()).isEqualTo(port);
        assertThat(settings.uri().getDatabase()).isEqualTo(database);
        assertThat(settings.uri().isSsl()).isEqualTo(tls);
        assertThat(settings.keyPrefix()).isEqualTo("ovation:default:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "redis",
                "DDATA",
                "redis://",
                "redis://:6379",
                "redis://host:port",
                "redis://host:70000",
                "redis://host:-1",
                "redis://host/first",
                "redis://ho st",
                "redis-sentinel://host",
                "postgresql://host"
            })
    void valueThatIsNeither_isRefusedByItsKey(String value) {
        assertThatThrownBy(() -> of(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.kv must be ddata or redis://[[user]:password@]host[:port][/database],"
                        + " with rediss:// for TLS, not '" + value + "'");
        assertThat(RedisSettings.isRight(value)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://:s3cret@host:port", "redis://:s3cret@", "http://ann:s3cret@host"})
    void refusal_doesNotTellThePassword(String url) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.kv must be ddata or redis://")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void settings_doNotTellThePassword() {
        RedisSettings settings = of("redis://ann:s3cret@host").orElseThrow();

        assertThat(settings.toString()).doesNotContain("s3cret");
        assertThat(settings.server()).isEqualTo("Redis at host:6379");
    }

    private static Optional<RedisSettings> of(String url) {
        return RedisSettings.from(ConfigFactory.load().withValue("ovation.kv", ConfigValueFactory.fromAnyRef(url)));
    }
}
