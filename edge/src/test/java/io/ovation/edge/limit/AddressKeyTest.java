package io.ovation.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import org.junit.jupiter.api.Test;

class AddressKeyTest {

    @Test
    void ipv4Addresses_areClientsOfTheirOwn() {
        assertThat(key("203.0.113.1")).isEqualTo(key("203.0.113.1")).isNotEqualTo(key("203.0.113.2"));
    }

    @Test
    void ipv6Addresses_areOneClientWithinTheirNetwork() {
        assertThat(key("2001:db8:1:200::1"))
                .isEqualTo(key("2001:db8:1:2ff:ffff:ffff:ffff:ffff"))
                .isNotEqualTo(key("2001:db8:1:300::1"))
                .isNotEqualTo(key("2001:db8:1:1ff::1"));
    }

    private static long key(String address) {
        return AddressKey.of(NetUtil.createInetAddressFromIpAddressString(address));
    }
}
