package com.developmentleads.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.developmentleads.testing.FaultCase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several commands that are the first ones on a data folder make one database, and none writes into another's. */
@Tag("slow")
class DatabaseRaceTest {

    private static final int AT_ONCE = 4;
    private static final int ROUNDS = 15;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @FaultCase(
            where = FaultCase.Where.DATABASE,
            fault = "Two first commands at the same moment",
            then = "one database with the rows of both")
    @Test
    void firstCommandsAtTheSameMoment() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = folder.resolve(round + ".db");
            CyclicBarrier start = new CyclicBarrier(AT_ONCE);
            List<Callable<Void>> starts = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String address = i + " Main St";
                starts.add(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    DataSource source = new Database(file, Duration.ofSeconds(10)).open();
                    try (Connection connection = source.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute("insert into property_scans (address) values ('" + address + "')");
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(starts)) {
                done.get();
            }
            try (Connection connection =
                            new Database(file, Duration.ofSeconds(10)).open().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("select count(*) from property_scans")) {
                assertThat(count.getInt(1)).as("round " + round).isEqualTo(AT_ONCE);
            }
        }
    }
}
