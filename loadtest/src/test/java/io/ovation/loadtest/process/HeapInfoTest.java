package io.ovation.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapInfoTest {

    @Test
    void usedBytes_ofG1() {
        assertThat(HeapInfo.usedBytes("""
                        4711:
                         garbage-first heap   total 262144K, used 12345K [0x0000000704000000, 0x0000000800000000)
                          region size 2048K, 3 young (6144K), 1 survivors (2048K)
                         Metaspace       used 4321K, committed 4544K, reserved 1114112K
                          class space    used 432K, committed 512K, reserved 1048576K
                        """)).hasValue(12_345L << 10);
    }

    @Test
    void usedBytes_ofG1InJdk25() {
        assertThat(
                        HeapInfo.usedBytes(
                                " garbage-first heap   total reserved 4194304K, committed 262144K, used 2345K [0x0000000700000000"))
                .hasValue(2_345L << 10);
    }

    @Test
    void usedBytes_ofSerialAddUpItsGenerations() {
        assertThat(HeapInfo.usedBytes("""
                         def new generation   total 78656K, used 2000K [0x0, 0x1, 0x2)
                          eden space 69952K,   4% used [0x0, 0x1, 0x2)
                         tenured generation   total 174784K, used 300K [0x0, 0x1, 0x2)
                           the space 174784K,   0% used [0x0, 0x1, 0x2, 0x3)
                         Metaspace       used 4321K, committed 4544K, reserved 1114112K
                        """)).hasValue(2_300L << 10);
    }

    @Test
    void usedBytes_ofZ() {
        assertThat(HeapInfo.usedBytes(" ZHeap           used 10M, capacity 250M, max capacity 3956M\n"))
                .hasValue(10L << 20);
    }

    @Test
    void usedBytes_areNotMadeUp() {
        assertThat(HeapInfo.usedBytes("4711:\n Epsilon says nothing")).isEmpty();
    }
}
