package com.developmentleads.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderOwnershipTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstOwnsAndTheSecondLearnsThePort() throws Exception {
        try (ProviderOwnership first = ProviderOwnership.acquire(folder, 0)) {
            assertThat(first.owned()).isTrue();
            assertThat(first.port()).isPositive();
            CompletableFuture<ProviderOwnership> second = CompletableFuture.supplyAsync(() -> {
                try {
                    return ProviderOwnership.acquire(folder, 0);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            first.publish();
            try (ProviderOwnership found = second.get()) {
                assertThat(found.owned()).isFalse();
                assertThat(found.port()).isEqualTo(first.port());
                assertThatThrownBy(found::publish).isInstanceOf(IllegalStateException.class);
            }
        }
        try (ProviderOwnership next = ProviderOwnership.acquire(folder, 0)) {
            assertThat(next.owned()).isTrue();
        }
    }

    @Test
    void aPortLeftByADeadProcessIsNotBelieved() throws Exception {
        Process dead = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        dead.waitFor();
        Files.writeString(folder.resolve("owner.port"), "1 " + dead.pid() + "\n");
        try (ProviderOwnership owner = ProviderOwnership.acquire(folder, 0)) {
            assertThat(owner.owned()).isTrue();
            assertThat(folder.resolve("owner.port")).doesNotExist();
        }
    }

    @Test
    void aPortInUseIsRefusedByName() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ProviderOwnership.acquire(folder, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort());
        }
        try (ProviderOwnership owner = ProviderOwnership.acquire(folder, 0)) {
            assertThat(owner.owned()).isTrue();
        }
    }
}
