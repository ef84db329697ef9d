package io.ovation.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.NetUtil;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::1, ::1, true",
        "::1, ::2, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 10.0.0.1, false",
    })
    void networks_containTheirAddresses(String network, String address, boolean isIn) {
        assertThat(Networks.parse(List.of("192.0.2.0/24", network))
                        .contain(NetUtil.createInetAddressFromIpAddressString(address)))
                .isEqualTo(isIn);
    }

    @Test
    void none_containNothing() {
        assertThat(Networks.NONE.contain(NetUtil.LOCALHOST4)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "::1/-1", "10.0.0.0/8/8", "/8"})
    void anythingElse_isRefused(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.parse(List.of(network)));
    }
}
